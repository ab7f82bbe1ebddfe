/**
 * `npm run fuzz-api -- --requests 10000 --seed 1`: requests made from the served OpenAPI document, most of them nearly valid,
 * over HTTP on localhost with a Firestore emulator behind; and what no answer may be or show.
 */
import { parseArgs } from 'node:util';
import { onEmulator } from './isolation/on-emulator.mjs';
import { say } from './setup/say.mjs';
import { progressOn } from './start/progress.mjs';
import { formatCount } from './start/report/format.mjs';
import { terminalStyle } from './start/report/terminal-style.mjs';

const usage = `npm run --silent fuzz-api [-- options]

  --requests n   how many requests (10000)
  --seed n       another seed gives other requests (1)
  --from n       number of the first request (0); --from 417 --requests 1 sends one again
  --json         one JSON document
  --help

Prints each kind of fault with a request that shows it; exit code 1 if there is any. 10,000 take about four minutes.
`;

/**
 * @typedef {{ index: number, operationId: string, fault: string, curl: string, count: number }} Failure
 * @typedef {{ requests: number, seed: number, operations: number, statuses: Record<string, number>,
 *   neverSucceeded: string[], slowest: string, slowestMs: number, failures: Failure[] }} FuzzReport
 */

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});
const plan = { requests: Number(values.requests), seed: Number(values.seed), from: Number(values.from) };
if (values.help === true) process.stdout.write(usage);
else if (!Object.values(plan).every(Number.isSafeInteger) || plan.requests < 1 || plan.from < 0) {
  say(`Whole numbers are expected.\n\n${usage}`);
  process.exitCode = 2;
} else {
  const progress = progressOn(process.stderr, terminalStyle(process.stderr, process.env));
  const report = await onEmulator(
    'fuzz-api/run-fuzz.ts',
    ({ runFuzz }) =>
      /** @type {Promise<FuzzReport>} */ (
        runFuzz(plan, (/** @type {number} */ done, /** @type {number} */ failures) =>
          progress.update(
            `${formatCount(done)} of ${formatCount(plan.requests)} requests, ${failures} failures`,
          ),
        )
      ),
  );
  progress.clear();
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : `${inWords(report)}\n`);
  process.exit(report.failures.length === 0 ? 0 : 1);
}

/** @param {FuzzReport} report */
function inWords({ requests, seed, operations, statuses, neverSucceeded, slowestMs, slowest, failures }) {
  return [
    ...failures.map(
      ({ index, count, operationId, fault, curl }) =>
        `request ${index} (${operationId}, ${count} alike): ${fault}\n  ${curl}\n  again: --seed ${seed} --from ${index} --requests 1\n`,
    ),
    `answers: ${Object.entries(statuses)
      .map(([status, count]) => `${status} ${formatCount(count)}`)
      .join(', ')}`,
    `never answered with success: ${neverSucceeded.join(', ') || 'none'}`,
    `slowest: ${slowest}, ${formatCount(slowestMs)} ms`,
    `${formatCount(requests)} requests to ${operations} operations, seed ${seed}: ${failures.length} failures`,
  ].join('\n');
}
