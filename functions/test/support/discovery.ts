import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const functionsRoot = fileURLToPath(new URL('../../', import.meta.url));
const discover = path.join(functionsRoot, '../node_modules/firebase-functions/lib/bin/firebase-functions.js');

/** What `firebase deploy` would find in the built functions, by the SDK's own discovery. The shape is the caller's to say. */
export function discoverIn<Manifest>(cwd: string = functionsRoot): Manifest {
  if (!existsSync(path.join(functionsRoot, 'lib/index.js')))
    throw new Error('build first: npx tsc -b functions');
  const output = path.join(mkdtempSync(path.join(tmpdir(), 'intentvision-manifest-')), 'functions.yaml');
  const run = spawnSync(process.execPath, [discover, '.'], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, GCLOUD_PROJECT: 'demo-intentvision', FUNCTIONS_MANIFEST_OUTPUT_PATH: output },
  });
  if (run.status !== 0) throw new Error(`discovery failed: ${run.stdout}${run.stderr}`);
  return JSON.parse(readFileSync(output, 'utf8')) as Manifest;
}

/**
 * A copy of the built functions in which constants of the deployment are others: `{ timeGptEnabled: 'true' }`.
 *
 * @returns its folder, for `discoverIn`
 */
export function deploymentWith(constants: Readonly<Record<string, string>>): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'intentvision-functions-'));
  cpSync(path.join(functionsRoot, 'lib'), path.join(copy, 'lib'), { recursive: true });
  cpSync(path.join(functionsRoot, 'package.json'), path.join(copy, 'package.json'));
  symlinkSync(path.join(functionsRoot, '../node_modules'), path.join(copy, 'node_modules'));
  const file = path.join(copy, 'lib/config/deployment.js');
  let text = readFileSync(file, 'utf8');
  for (const [name, value] of Object.entries(constants)) {
    const changed = text.replace(new RegExp(`(export const ${name} = )[^;]+;`), `$1${value};`);
    if (changed === text) throw new Error(`${name} is no constant of the deployment`);
    text = changed;
  }
  writeFileSync(file, text);
  return copy;
}
