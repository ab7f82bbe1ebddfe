import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DueJobs } from './due-jobs.mjs';
import { monthlyCost } from './monthly-cost.mjs';
import { makePopulation } from './population.mjs';
import { readSimulation } from './read-simulation.mjs';
import { simulateDay } from './simulate-day.mjs';
import { Tally } from './tally.mjs';
import { TaskStarts } from './task-queue.mjs';

const base = { jobs: 2_000, seed: 3, date: '2026-11-24' };

test('every due instant of a day is met by a run of its own, no later than sweep and jitter allow', () => {
  const { instants, delaySeconds, runs } = simulateDay(base);
  assert.ok(instants.due > 10_000);
  assert.deepEqual(
    { ...instants },
    { due: runs, met: runs, byOwnRun: runs, bySkippedRun: 0, byLaterRun: 0, twice: 0, lost: 0 },
  );
  assert.ok(delaySeconds.untilStarted.max <= 32);
  assert.ok(delaySeconds.untilHandedOut.max <= 32);
});

for (const [name, changes] of /** @type {const} */ ([
  ['an outage', { outage: { from: 5 * 60, to: 9 * 60 + 20 } }],
  ['an outage into the night', { outage: { from: 20 * 60, to: 24 * 60 } }],
  ['a limit that the full hour exceeds', { perSweep: 40 }],
  ['the night on which clocks go back', { date: '2026-10-25' }],
  ['the night on which clocks go forward', { date: '2026-03-29', outage: { from: 30, to: 240 } }],
])) {
  test(`${name} loses no instant and meets none twice`, () => {
    const { instants } = simulateDay({ ...base, ...changes });
    assert.deepEqual([instants.lost, instants.twice, instants.met], [0, 0, instants.due]);
  });
}

test('an outage is made up for as each job says', () => {
  const { instants } = simulateDay({ ...base, outage: { from: 5 * 60, to: 9 * 60 + 20 } });
  assert.ok(instants.bySkippedRun > 0);
  assert.ok(instants.byLaterRun > instants.bySkippedRun);
});

test('back-pressure keeps every sweep at its limit, and what waits is handed out later', () => {
  const calm = simulateDay(base);
  const pressed = simulateDay({ ...base, perSweep: 40 });
  assert.equal(pressed.sweeps.mostJobsInOne, 40);
  assert.ok(pressed.sweeps.full > 0);
  assert.ok(pressed.delaySeconds.untilStarted.max > calm.delaySeconds.untilStarted.max);
});

test('a seed is a population: the same again, and another for another', () => {
  assert.deepEqual(simulateDay(base), simulateDay(base));
  assert.notDeepEqual(makePopulation(500, 1).scheduleOf, makePopulation(500, 2).scheduleOf);
});

test('an organization has its jobs together, the first the most', () => {
  const { organizationOf, organizations } = makePopulation(5_000, 1);
  assert.deepEqual(
    [...organizationOf],
    [...organizationOf].sort((a, b) => a - b),
  );
  assert.equal(new Set(organizationOf).size, organizations);
  assert.equal(organizationOf.filter((organization) => organization === 0).length, 1_707);
});

test('the index gives the oldest first, and those of one minute in order', () => {
  const due = new DueJobs(5, 10);
  for (const [job, minute] of /** @type {const} */ ([
    [4, 2],
    [0, 3],
    [1, 2],
    [2, 1],
    [3, 9],
  ]))
    due.add(job, minute);
  const taken = Array.from({ length: 5 }, () => due.take(5)?.job);
  assert.deepEqual(taken, [2, 1, 4, 0, undefined]);
  due.add(2, 7);
  assert.deepEqual(due.take(9), { job: 2, minute: 7 });
  assert.deepEqual(due.take(9), { job: 3, minute: 9 });
});

test('a queue starts no more than its limit in a second, and as soon as there is room', () => {
  const starts = new TaskStarts(10, 2);
  const seconds = [3, 3, 3, 0, 3, 3, 4].map((second) => starts.start(second));
  assert.deepEqual(seconds, [3, 3, 4, 0, 4, 5, 5]);
  assert.equal(starts.mostInOneSecond, 2);
  assert.throws(() => Array.from({ length: 9 }, () => starts.start(7)), RangeError);
});

test('quantiles are those of the sorted delays', () => {
  const tally = new Tally(100);
  for (let seconds = 1; seconds <= 100; seconds += 1) tally.add(seconds);
  assert.deepEqual(tally.summary(), { mean: 50.5, median: 50, p90: 90, p99: 99, p999: 100, max: 100 });
});

test('the cost of a month is the sum of its parts at list prices', () => {
  // By hand: 30 million runs of 34 reads and 5 writes, and what the sweeps read and wrote.
  const { dollars, totalDollars } = monthlyCost({
    runs: 1_000_000,
    sweepReads: 1_000_000,
    sweepWrites: 2_000_000,
    sweepSeconds: 0,
  });
  assert.equal(dollars.reads, 315);
  assert.equal(dollars.writes, 189);
  assert.equal(dollars.tasks, 24);
  assert.equal(dollars.runs, 807);
  const sum = Object.values(dollars).reduce((total, part) => total + part, 0);
  assert.ok(Math.abs(sum - totalDollars) < 0.05);
});

test('options that make no sense are told in words', () => {
  const defaults = { jobs: '10', date: '2026-11-24', seed: '1' };
  const asked = readSimulation({ ...defaults, outage: '06:00-08:30', 'per-sweep': '50' });
  assert.deepEqual(asked, {
    jobs: 10,
    seed: 1,
    date: '2026-11-24',
    outage: { from: 360, to: 510 },
    perSweep: 50,
  });
  for (const wrong of [
    { jobs: '0' },
    { jobs: '1e9' },
    { date: '2026-02-30' },
    { outage: '08:00-06:00' },
    { outage: '08:60-09:00' },
    { seed: 'x' },
    { 'per-sweep': '0' },
  ])
    assert.match(
      String(readSimulation({ ...defaults, ...wrong })),
      new RegExp(`^--${Object.keys(wrong)[0]}: `),
    );
});
