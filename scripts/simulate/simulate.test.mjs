import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DueJobs } from './due-jobs.mjs';
import { monthlyCost } from './monthly-cost.mjs';
import { makePopulation } from './population.mjs';
import { readSimulation } from './read-simulation.mjs';
import { simulateDay } from './simulate-day.mjs';
import { Tally } from './tally.mjs';
import { TaskStarts } from './task-queue.mjs';
import { WaitingJobs } from './waiting-jobs.mjs';

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
  assert.equal(organizationOf.filter((organization) => organization === 0).length, 964);
});

test('the index gives what is due first, and what is due at one moment in order', () => {
  const due = new DueJobs(5, 10);
  for (const [job, dueMs] of /** @type {const} */ ([
    [4, 120_000],
    [0, 180_000],
    [1, 120_000],
    [2, 119_990],
    [3, 540_000],
  ]))
    due.add(job, dueMs);
  const taken = Array.from({ length: 5 }, () => due.take(5));
  assert.deepEqual(taken, [2, 1, 4, 0, undefined]);
  due.add(2, 420_000);
  due.add(1, 419_000);
  assert.deepEqual([due.take(9), due.take(9), due.take(9)], [1, 2, 3]);
});

test('turns are counted by organization and instant, at a read for each of these in a sweep', () => {
  const waiting = new WaitingJobs(3);
  const turns = [waiting.add(1, 60), waiting.add(1, 60), waiting.add(2, 60), waiting.add(1, 120)];
  assert.deepEqual([turns, waiting.reads], [[0, 1, 0, 0], 3]);
  waiting.beginSweep();
  waiting.remove(1, 60);
  assert.deepEqual([waiting.add(1, 60), waiting.reads], [1, 4]);
});

test('where a sweep cannot take all, small organizations do not wait for large ones', () => {
  const crowd = { jobs: 20_000, seed: 3, date: '2026-11-24', perSweep: 400, workers: 20 };
  const inTurns = simulateDay(crowd).delaySecondsByOrganization;
  const byPath = simulateDay({ ...crowd, order: 'path' }).delaySecondsByOrganization;
  const { upTo10Jobs, more } = inTurns;
  assert.ok((upTo10Jobs?.organizations ?? 0) > 20);
  assert.equal(upTo10Jobs?.runs, byPath.upTo10Jobs?.runs);
  assert.ok((upTo10Jobs?.median ?? 0) * 10 < (byPath.upTo10Jobs?.median ?? 0));
  assert.ok((upTo10Jobs?.median ?? 0) * 10 < (more?.median ?? 0));
});

test('fewer workers than runs that are due make runs wait, and lose none', () => {
  const few = simulateDay({ ...base, workers: 1 });
  assert.equal(few.bursts.startsInOneSecond, 1);
  assert.deepEqual([few.instants.lost, few.instants.twice], [0, 0]);
  assert.ok(few.delaySeconds.untilStarted.max > simulateDay(base).delaySeconds.untilStarted.max);
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
  // By hand: 30 million runs of 35 reads and 5 writes, and what the sweeps read and wrote.
  const { dollars, totalDollars } = monthlyCost({
    runs: 1_000_000,
    sweepReads: 1_000_000,
    sweepWrites: 2_000_000,
    sweepSeconds: 0,
  });
  assert.equal(dollars.reads, 324);
  assert.equal(dollars.writes, 189);
  assert.equal(dollars.tasks, 24);
  assert.equal(dollars.runs, 807);
  const sum = Object.values(dollars).reduce((total, part) => total + part, 0);
  assert.ok(Math.abs(sum - totalDollars) < 0.05);
});

test('options that make no sense are told in words', () => {
  const defaults = { jobs: '10', date: '2026-11-24', seed: '1' };
  const more = { outage: '06:00-08:30', 'per-sweep': '50', workers: '7', order: 'path' };
  const asked = readSimulation({ ...defaults, ...more });
  assert.deepEqual(asked, {
    jobs: 10,
    seed: 1,
    date: '2026-11-24',
    outage: { from: 360, to: 510 },
    perSweep: 50,
    workers: 7,
    order: 'path',
  });
  for (const wrong of [
    { jobs: '0' },
    { jobs: '1e9' },
    { date: '2026-02-30' },
    { outage: '08:00-06:00' },
    { outage: '08:60-09:00' },
    { seed: 'x' },
    { 'per-sweep': '0' },
    { workers: '-1' },
    { order: 'alphabet' },
  ])
    assert.match(
      String(readSimulation({ ...defaults, ...wrong })),
      new RegExp(`^--${Object.keys(wrong)[0]}: `),
    );
});
