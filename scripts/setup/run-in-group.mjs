import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { killTree, sendSignal } from './processes.mjs';

/** Environment variable that tells everything started here our process id. */
export const runVariable = 'INTENTVISION_RUN';

const forwarded = /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
const graceMs = 20_000;
const impatientAfterMs = 1_500;
const parentCheckMs = 1_000;

/**
 * Runs a script of the project as the leader of a process group of its own, hands our signals on to it, and ends
 * whatever is left of the group when it has ended.
 *
 * It has a graceful end after one signal; a second one (after a moment: npm repeats the terminal's Ctrl-C) ends
 * everything at once. The child sees our own sudden death as the end of its IPC channel.
 *
 * @param {string} node path of the Node executable
 * @param {string[]} args script and arguments
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} exit code, 128 + number for a signal as shells have it
 */
export async function runInGroup(node, args, env) {
  const detached = process.platform !== 'win32';
  const child = spawn(node, args, {
    env: { ...env, [runVariable]: String(process.pid) },
    detached,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const { pid } = child;
  if (pid === undefined) {
    const [error] = await once(child, 'error');
    throw error;
  }
  const stop = stopper(pid);
  for (const signal of forwarded) process.on(signal, stop);
  const watch = watchParent(() => stop('SIGTERM'));
  const [code, signal] = await once(child, 'exit');
  clearInterval(watch);
  killTree(pid);
  return code ?? 128 + constants.signals[/** @type {NodeJS.Signals} */ (signal)];
}

/** @param {number} pid */
function stopper(pid) {
  /** @type {number | undefined} */
  let firstAt;
  return (/** @type {NodeJS.Signals} */ signal) => {
    if (firstAt === undefined) {
      firstAt = Date.now();
      sendSignal(pid, signal);
      setTimeout(killTree, graceMs, pid).unref();
    } else if (Date.now() - firstAt > impatientAfterMs) {
      killTree(pid);
    }
  };
}

/**
 * npm does not survive us, but we would survive a killed npm: then nobody could stop us with Ctrl-C any more.
 *
 * @param {() => void} onDeath
 */
function watchParent(onDeath) {
  const parent = process.ppid;
  return setInterval(() => {
    if (process.env.npm_lifecycle_event !== undefined && process.ppid !== parent) onDeath();
  }, parentCheckMs);
}
