import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextRunAfter } from '../../cron/cron.ts';
import { planDispatch } from './plan-dispatch.ts';
import { dueAtOf, firstDueAt, isDue, movedDueAt, putOffMsMax, takenBefore } from './turns.ts';

const minuteMs = 60_000;
const six = new Date('2026-11-21T06:00:00Z');
const after = (ms: number): Date => new Date(six.getTime() + ms);

test('an organization begins 100 runs of one instant a second, and puts none off by more than five minutes', () => {
  expect(dueAtOf(six, 0)).toEqual(six);
  expect(dueAtOf(six, 100)).toEqual(after(1_000));
  expect(dueAtOf(six, 1_000_000)).toEqual(after(putOffMsMax));
});

test('a job that was never handed out is due within the minute of its instant, spread evenly over it', () => {
  const dueAts = Array.from({ length: 1_000 }, (_, job) => firstDueAt(six, 'org_1', `job ${job}`).getTime());
  expect(Math.min(...dueAts)).toBeGreaterThanOrEqual(six.getTime());
  expect(Math.max(...dueAts)).toBeLessThan(takenBefore(six).getTime());
  const firstHalf = dueAts.filter((at) => at < six.getTime() + minuteMs / 2).length;
  // Binomial with mean 500 and deviation 16.
  expect(Math.abs(firstHalf - 500)).toBeLessThan(65);
});

test('a sweep takes all turns of its minute, and nothing whose instant is still to come', () => {
  expect(takenBefore(six)).toEqual(after(minuteMs));
  expect(takenBefore(after(minuteMs - 1))).toEqual(after(minuteMs));
  expect(takenBefore(after(-1))).toEqual(six);
});

test('a job keeps its turn where it moves to another instant by something else than a sweep', () => {
  const due = { nextRunAt: six, dueAt: after(70) };
  expect(movedDueAt(due, after(minuteMs))).toEqual(after(minuteMs + 70));
  expect(movedDueAt(due, null)).toBeNull();
  expect(movedDueAt({ nextRunAt: null, dueAt: null }, six)).toEqual(six);
  expect(movedDueAt({ nextRunAt: six, dueAt: after(-1) }, after(minuteMs))).toEqual(after(minuteMs));
});

test.each([
  ['both absent', null, null, true],
  ['at the instant', six, six, true],
  ['as late as may be', six, after(putOffMsMax), true],
  ['later', six, after(putOffMsMax + 1), false],
  ['before the instant', six, after(-1), false],
  ['without the instant', null, six, false],
  ['the instant alone', six, null, false],
])('an instant and when it is taken go together or not: %s', (_, nextRunAt, dueAt, together) => {
  expect(isDue({ nextRunAt, dueAt })).toBe(together);
});

interface Job {
  readonly orgId: string;
  readonly jobId: string;
  readonly schedule: string;
  nextRunAt: Date;
  dueAt: Date;
}

interface HandOut {
  readonly orgId: string;
  readonly jobId: string;
  readonly scheduledFor: number;
}

/** Jobs of organizations of these sizes, as they stand before any was handed out. */
function jobsOf(sizes: readonly number[], schedules: readonly string[], now: Date): Job[] {
  return sizes.flatMap((size, organization) =>
    Array.from({ length: size }, (_, job) => {
      const orgId = `org_${organization}`;
      const jobId = `job_${String(job).padStart(4, '0')}`;
      const schedule = schedules[job % schedules.length] ?? '';
      const nextRunAt = nextRunAfter({ schedule, timeZone: 'UTC' }, now) ?? now;
      return { orgId, jobId, schedule, nextRunAt, dueAt: firstDueAt(nextRunAt, orgId, jobId) };
    }),
  );
}

/** Sweeps each minute, at most `limit` jobs each, until `minutes` are over and a sweep takes all that is due. */
function liveThrough(jobs: readonly Job[], from: Date, length: number, limit: number): HandOut[] {
  const handOuts: HandOut[] = [];
  for (let minute = 0; ; minute += 1) {
    const now = new Date(from.getTime() + minute * minuteMs + 2_000);
    const due = jobs.filter((job) => job.dueAt < takenBefore(now)).sort(byIndex);
    if (minute > length && due.length <= limit) return handOuts;
    for (const job of due.slice(0, limit)) {
      const schedule = { schedule: job.schedule, timeZone: 'UTC', catchUp: 'latest' } as const;
      const { runs, nextRunAt } = planDispatch({ schedule, due: job.nextRunAt, now });
      for (const { scheduledFor } of runs) {
        const { orgId, jobId } = job;
        handOuts.push({ orgId, jobId, scheduledFor: scheduledFor.getTime() });
      }
      if (nextRunAt === null) throw new Error('a schedule that ends');
      const turn = jobs.filter(
        (other) => other.orgId === job.orgId && other.nextRunAt.getTime() === nextRunAt.getTime(),
      ).length;
      job.nextRunAt = nextRunAt;
      job.dueAt = dueAtOf(nextRunAt, turn);
    }
  }
}

const byIndex = (a: Job, b: Job): number =>
  a.dueAt.getTime() - b.dueAt.getTime() || (`${a.orgId}/${a.jobId}` < `${b.orgId}/${b.jobId}` ? -1 : 1);

const start = new Date('2026-11-21T04:30:00Z');
const minutes = 300;
/** From here on each job was handed out by a sweep before. */
const settled = Date.parse('2026-11-21T08:00:00Z');

const histories = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 6 }),
  schedules: fc.constantFrom(['0 * * * *'], ['0 * * * *', '2 * * * *'], ['0 * * * *', '0 */2 * * *']),
  /** Enough for what is due within an hour, and far less than what is due at an instant. */
  limit: fc.integer({ min: 8, max: 80 }),
});

test('every instant of every job is handed out once, however small a sweep: none is lost, none comes twice', () => {
  fc.assert(
    fc.property(histories, ({ sizes, schedules, limit }) => {
      const jobs = jobsOf(sizes, schedules, start);
      const handedOut = liveThrough(jobs, start, minutes, limit).map(
        ({ orgId, jobId, scheduledFor }) => `${orgId}/${jobId}/${scheduledFor}`,
      );
      const until = start.getTime() + minutes * minuteMs;
      const wanted = jobs.flatMap(({ orgId, jobId, schedule }) =>
        instantsOf(schedule, until).map((instant) => `${orgId}/${jobId}/${instant}`),
      );
      expect(new Set(handedOut).size).toBe(handedOut.length);
      expect(wanted.filter((run) => !handedOut.includes(run))).toEqual([]);
    }),
    { numRuns: 40, seed: 5 },
  );
});

test('before the t-th run of an organization, no other has had more than t of the same instant', () => {
  fc.assert(
    fc.property(histories, ({ sizes, schedules, limit }) => {
      const handOuts = liveThrough(jobsOf(sizes, schedules, start), start, minutes, limit);
      const had = new Map<string, number>();
      for (const { orgId, scheduledFor } of handOuts.filter((run) => run.scheduledFor >= settled)) {
        const key = `${scheduledFor}/${orgId}`;
        const t = (had.get(key) ?? 0) + 1;
        had.set(key, t);
        const others = [...had].filter(([other]) => other.startsWith(`${scheduledFor}/`));
        expect(Math.max(...others.map(([, count]) => count))).toBe(t);
      }
    }),
    { numRuns: 40, seed: 6 },
  );
});

function instantsOf(schedule: string, until: number): number[] {
  const instants: number[] = [];
  let at = nextRunAfter({ schedule, timeZone: 'UTC' }, start);
  while (at !== null && at.getTime() <= until) {
    instants.push(at.getTime());
    at = nextRunAfter({ schedule, timeZone: 'UTC' }, at);
  }
  return instants;
}
