/**
 * `npm test`: everything that must hold, from the types to the whole emulator suite. Stops at the first step that
 * fails, with its exit code; the last line tells how many tests passed and failed.
 *
 * `npm test -- unit emulator` runs only the named steps.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onStopRequest } from './setup/on-stop-request.mjs';
import { addCounts, noTests } from './test/counts.mjs';
import { runStep } from './test/run-step.mjs';
import { testSteps } from './test/steps.mjs';

const print = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

/**
 * The steps that the arguments name, all without arguments.
 *
 * @param {import('./test/steps.mjs').Step[]} steps
 * @param {string[]} names
 */
function chooseSteps(steps, names) {
  const unknown = names.find((name) => !steps.some((step) => step.name === name));
  if (unknown === undefined) return steps.filter(({ name }) => names.length === 0 || names.includes(name));
  throw new Error(`There is no step "${unknown}"; there are: ${steps.map(({ name }) => name).join(', ')}.`);
}

/**
 * @param {import('./test/steps.mjs').Step[]} steps
 * @param {AbortSignal} signal
 * @returns {Promise<number>} exit code
 */
async function runSteps(steps, signal) {
  let counts = noTests;
  for (const [index, step] of steps.entries()) {
    print(`\n━━━ ${index + 1}/${steps.length}  ${step.title}\n`);
    const startedAt = Date.now();
    const result = await runStep(step, signal);
    counts = addCounts(counts, result.counts);
    print(
      `\n${step.title}: ${result.code === 0 ? 'good' : 'FAILED'} (${Math.round((Date.now() - startedAt) / 1000)} s)`,
    );
    if (result.code !== 0) return conclude(counts, result.code);
  }
  return conclude(counts, 0);
}

/**
 * @param {import('./test/counts.mjs').Counts} counts
 * @param {number} code
 */
function conclude({ passed, failed, skipped }, code) {
  if (skipped > 0) print(`\n${skipped} skipped: a test that does not run does not pass.`);
  print(`\n${passed} passed, ${failed} failed`);
  return code;
}

/** @param {import('./test/steps.mjs').Step[]} steps */
const usage = (steps) =>
  ['npm test [-- step …]   all steps, or those named:', '', ...steps.map(describe)].join('\n');

/** @param {import('./test/steps.mjs').Step} step */
const describe = ({ name, title }) => `  ${name.padEnd(10)}${title}`;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'intentvision-test-'));
const stopping = new AbortController();
onStopRequest((reason) => stopping.abort(reason));
try {
  const steps = testSteps(folder);
  const names = process.argv.slice(2);
  if (names.includes('--help') || names.includes('-h')) print(usage(steps));
  else process.exitCode = await runSteps(chooseSteps(steps, names), stopping.signal);
} catch (error) {
  print(`\n${stopping.signal.aborted ? `Stopped by ${stopping.signal.reason}.` : error}`);
  process.exitCode = stopping.signal.aborted ? 130 : 1;
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
