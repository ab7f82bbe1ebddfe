import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { constants } from 'node:os';
import { sendSignal } from '../setup/processes.mjs';
import { projectRoot } from '../setup/project-root.mjs';
import { addCounts, noTests } from './counts.mjs';

/**
 * Runs the commands of a step until one fails.
 *
 * A step that fails without a failed test (a type error, an emulator that does not start) counts as one failed; so
 * do a runner that found no tests at all, and tests that were skipped: a check that did not take place did not pass.
 *
 * @param {import('./steps.mjs').Step} step
 * @param {AbortSignal} signal
 * @returns {Promise<{ code: number, counts: import('./counts.mjs').Counts }>}
 */
export async function runStep({ commands }, signal) {
  let counts = noTests;
  for (const command of commands) {
    const code = await run(command, signal);
    const found = readCounts(command);
    counts = addCounts(counts, found ?? noTests);
    const empty = command.counts !== undefined && (found === undefined || found.passed + found.failed === 0);
    if (code !== 0 || empty || counts.skipped > 0) {
      return { code: code || 1, counts: { ...counts, failed: counts.failed || Math.max(1, counts.skipped) } };
    }
  }
  return { code: 0, counts };
}

/** @param {import('./steps.mjs').Command} command */
function readCounts({ report, counts }) {
  if (report === undefined || !fs.existsSync(report)) return undefined;
  return counts?.(fs.readFileSync(report, 'utf8'));
}

/**
 * @param {import('./steps.mjs').Command} command
 * @param {AbortSignal} signal its reason is the signal to hand on
 * @returns {Promise<number>} exit code
 */
async function run({ args, cwd = projectRoot }, signal) {
  signal.throwIfAborted();
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  const stop = () => child.pid !== undefined && sendSignal(child.pid, signal.reason);
  signal.addEventListener('abort', stop);
  const [code, killedBy] = await once(child, 'exit');
  signal.removeEventListener('abort', stop);
  return code ?? 128 + constants.signals[/** @type {NodeJS.Signals} */ (killedBy)];
}
