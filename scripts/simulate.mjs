/**
 * `npm run --silent simulate -- --jobs 1000000 --json`: a day of sweeps over many forecast jobs, on a clock of its own, by the
 * planning code that the service runs: whether every due instant is met, how late, in what bursts, and what a month costs.
 */
import { parseArgs } from 'node:util';
import { printTable } from './bench/table.mjs';
import { buildFunctions } from './setup/build-functions.mjs';
import { say } from './setup/say.mjs';
import { readSimulation } from './simulate/read-simulation.mjs';
import { progressOn } from './start/progress.mjs';
import { formatCount } from './start/report/format.mjs';
import { terminalStyle } from './start/report/terminal-style.mjs';

const usage = `npm run --silent simulate [-- options]

  --jobs n            how many forecast jobs (100000; 1 to 10000000)
  --date yyyy-mm-dd   which day, in UTC (2026-11-24); on 2026-10-25 clocks go back in Europe
  --outage hh:mm-hh:mm  no sweep runs from the first until before the second
  --workers n         runs that are done at the same time, each a second (what the service has)
  --per-sweep n       jobs that one sweep takes at most (what the workers do in a minute)
  --order turns|path  organizations take turns, as in the service, or come by their paths, as before
  --seed n            another seed draws other jobs (1)
  --json              one JSON document instead of tables
  --help

Exit code 1 if an instant was lost or met twice. A million jobs take about a minute and 500 MB.
`;

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '100000' },
    date: { type: 'string', default: '2026-11-24' },
    outage: { type: 'string' },
    'per-sweep': { type: 'string' },
    workers: { type: 'string' },
    order: { type: 'string', default: 'turns' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});

const simulation = readSimulation(values);
if (values.help === true) process.stdout.write(usage);
else if (typeof simulation === 'string') {
  say(`${simulation}\n\n${usage}`);
  process.exitCode = 2;
} else {
  await buildFunctions();
  const { simulateDay } = await import('./simulate/simulate-day.mjs');
  const progress = progressOn(process.stderr, terminalStyle(process.stderr, process.env));
  const result = simulateDay(simulation, (minute, runs) =>
    progress.update(`hour ${minute / 60}: ${formatCount(runs)} runs`),
  );
  progress.clear();
  if (values.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else {
    const { reportDay } = await import('./simulate/report-day.mjs');
    for (const table of reportDay(result)) printTable(table);
  }
  process.exitCode = result.instants.lost === 0 && result.instants.twice === 0 ? 0 : 1;
}
