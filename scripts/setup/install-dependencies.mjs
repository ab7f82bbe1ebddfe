import fs from 'node:fs';
import path from 'node:path';
import { withFileLock } from './file-lock.mjs';
import { nodePackageName } from './node-24.mjs';
import { asksForMore, outdatedPackages } from './outdated-packages.mjs';
import { cacheFolder, projectRoot } from './project-root.mjs';
import { runNpm } from './run-npm.mjs';
import { say } from './say.mjs';

const progressIntervalMs = 15_000;

/**
 * Makes `node_modules` hold what the lock file says, with one `npm ci` when it does not; takes some milliseconds when
 * it does. Two at the same time: the second waits for the first and then finds nothing to do.
 *
 * @throws {Error} when npm fails
 */
export async function installDependencies() {
  if (dependenciesAreCurrent()) return;
  const file = path.join(cacheFolder, 'install.lock');
  const onWait = () => say('Another run is installing the dependencies; waiting for it.');
  await withFileLock({ file, onWait }, async () => {
    if (!dependenciesAreCurrent()) await runNpmCi();
  });
}

/** Whether what is installed is what the lock file and both package.json files ask for. */
function dependenciesAreCurrent() {
  const lock = readJson('package-lock.json');
  if (lock === undefined)
    throw new Error('package-lock.json is missing: restore it with `git checkout package-lock.json`.');
  const changed = asksForMore(readJson('package.json'), lock.packages['']);
  const functionsChanged = asksForMore(readJson('functions/package.json'), lock.packages.functions);
  const node = nodePackageName();
  const outdated = outdatedPackages(lock, readJson('node_modules/.package-lock.json'), node ? [node] : []);
  return !changed && !functionsChanged && outdated.length === 0;
}

/** @param {string} name */
function readJson(name) {
  const file = path.join(projectRoot, name);
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
}

async function runNpmCi() {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  say('Installing dependencies (once; about a minute) …');
  const progress = setInterval(() => say(`  still installing after ${seconds()} s`), progressIntervalMs);
  try {
    const code = await runNpm(['ci', '--include=dev', '--include=optional', '--ignore-scripts', ...quiet]);
    if (code !== 0) throw new Error(installationFailed);
  } finally {
    clearInterval(progress);
  }
  say(`Dependencies installed in ${seconds()} s.`);
}

/** No script of a package needs to run for us, and that of re2 (below firebase-tools) would compile for minutes. */
const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];

const installationFailed =
  'npm could not install the dependencies; what it says stands above.\n' +
  'Without a network, or behind a registry of your own, see `npm config get registry`. ' +
  'If it speaks of package-lock.json, `git checkout package.json functions/package.json package-lock.json` helps.';
