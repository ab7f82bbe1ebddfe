import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runVariable } from '../setup/run-in-group.mjs';
import { endLeftovers } from './leftovers.mjs';

/**
 * What the supervisor is told to run. `name` begins a sentence about it; `folder` is the run's: working directory, log and state.
 *
 * @typedef {{ name: string, command: string, args: string[], folder: string, run: number, graceMs: number,
 *   ports: Record<string, number>, temporaryFiles: string[] }} Order
 *
 * @typedef {{ logFile: string, waitFor: (ready: (log: string) => boolean | Promise<boolean>, timeoutMs: number, signal?: AbortSignal) => Promise<string>,
 *   ended: Promise<void>, stop: () => Promise<void> }} Supervised
 * `ended` resolves when the command has ended, asked to or not
 */

const supervisor = fileURLToPath(new URL('./supervisor.mjs', import.meta.url));
const pollMs = 100;
const tailLines = 30;

/**
 * Starts a command under a supervisor, which ends it and everything below it when we stop it or cease to exist.
 *
 * @param {Omit<Order, 'run' | 'graceMs'> & { graceMs?: number }} order
 * @param {NodeJS.ProcessEnv} env of the command
 * @returns {Supervised}
 */
export function supervise(order, env) {
  const complete = { graceMs: 10_000, ...order, run: Number(process.env[runVariable] ?? process.pid) };
  const logFile = path.join(order.folder, 'output.log');
  const child = fork(supervisor, [JSON.stringify(complete)], {
    env,
    execArgv: [],
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let running = true;
  const exited = once(child, 'exit').then(() => {
    running = false;
  });

  return {
    logFile,
    ended: exited,
    async waitFor(ready, timeoutMs, signal) {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const ended = !running;
        const log = fs.existsSync(logFile) ? fs.readFileSync(logFile, 'utf8') : '';
        signal?.throwIfAborted();
        if (await ready(log)) return log;
        if (ended) throw new Error(`${order.name} ended during its start.${tail(logFile, log)}`);
        if (Date.now() > deadline) {
          throw new Error(`${order.name} was not ready after ${timeoutMs / 1000} s.${tail(logFile, log)}`);
        }
        await sleep(pollMs);
      }
    },
    async stop() {
      if (running && child.connected) child.send('stop', () => undefined);
      await exited;
      await endLeftovers();
    },
  };
}

/**
 * @param {string} logFile
 * @param {string} log
 */
function tail(logFile, log) {
  const lines = log.trimEnd().split('\n').slice(-tailLines);
  return `\n\nThe end of ${logFile}:\n\n${lines.map((line) => `    ${line}`).join('\n')}`;
}
