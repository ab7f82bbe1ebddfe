import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { projectRoot } from './project-root.mjs';

/**
 * Runs the npm that called us, else the one on the PATH. What it prints goes to standard error, and it gets no input: both
 * standard streams belong to the command that is being set up.
 *
 * @param {string[]} args
 * @returns {Promise<number | null>} its exit code
 */
export async function runNpm(args) {
  const cli = process.env.npm_execpath;
  const stdio = /** @type {['ignore', number, number]} */ (['ignore', 2, 2]);
  const child = cli?.endsWith('.js')
    ? spawn(process.execPath, [cli, ...args], { cwd: projectRoot, stdio })
    : spawn('npm', args, { cwd: projectRoot, stdio, shell: process.platform === 'win32' });
  const [code] = await once(child, 'exit');
  return code;
}
