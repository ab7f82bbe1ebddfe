/**
 * `npm run --silent matrix -- --json`: the isolation matrix: every route, page, collection, function and script with every
 * credential and with what belongs to another organization, on a Firestore emulator with our rules.
 */
import { parseArgs } from 'node:util';
import { printTable } from './bench/table.mjs';
import { onEmulator } from './isolation/on-emulator.mjs';
import { say } from './setup/say.mjs';
import { progressOn } from './start/progress.mjs';
import { formatCount } from './start/report/format.mjs';
import { terminalStyle } from './start/report/terminal-style.mjs';

const usage = `npm run --silent matrix [-- options]

  --json   one JSON document: number of cells, by kind; what has no row (holes); cells that failed
  --help

Exit code 1 where there is a hole or a cell that failed. Takes about two minutes, and Java.
`;
const failuresShown = 50;

/**
 * @typedef {{ kind: string, subject: string }} Subject
 * @typedef {{ cells: number, byKind: Record<string, number>, holes: (Subject & { message: string })[],
 *   failed: (Subject & { credential: string, expectation: string, faults: string[] })[] }} MatrixReport
 */

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } },
});
if (values.help === true) process.stdout.write(usage);
else {
  const progress = progressOn(process.stderr, terminalStyle(process.stderr, process.env));
  const report = await onEmulator(
    'matrix/run-matrix.ts',
    ({ runMatrix }) =>
      /** @type {Promise<MatrixReport>} */ (
        runMatrix((/** @type {string} */ subject, /** @type {number} */ done, /** @type {number} */ all) =>
          progress.update(`${done} of ${all}: ${subject}`),
        )
      ),
  );
  progress.clear();
  if (values.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else print(report);
  process.exit(report.holes.length + report.failed.length === 0 ? 0 : 1);
}

/** @param {MatrixReport} report */
function print({ cells, byKind, holes, failed }) {
  printTable({
    title: `Isolation matrix: ${formatCount(cells)} cells`,
    columns: ['kind', 'cells'],
    rows: Object.entries(byKind).map(([kind, count]) => [kind, formatCount(count)]),
  });
  for (const { kind, subject, message } of holes) say(`hole: ${kind} ${subject}: ${message}`);
  for (const { kind, subject, credential, expectation, faults } of failed.slice(0, failuresShown))
    say(`failed: ${kind} ${subject}, ${credential} (${expectation}): ${faults.join('; ')}`);
  say(`${holes.length} holes, ${failed.length} cells failed`);
}
