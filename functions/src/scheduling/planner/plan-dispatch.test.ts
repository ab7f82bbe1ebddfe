import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CatchUpPolicy, catchUpPolicies } from '../../contracts/forecast-job.ts';
import { nextRunAfter, type Schedule } from '../../cron/cron.ts';
import { catchUpRunsMax, missedAfterMs, type PlannedRun, planDispatch } from './plan-dispatch.ts';

const minuteMs = 60_000;
const hourly = { schedule: '0 * * * *', timeZone: 'UTC' };
const due = new Date('2026-11-21T05:00:00Z');

const planned = (catchUp: CatchUpPolicy, now: string, schedule: Schedule = hourly) =>
  planDispatch({ schedule: { ...schedule, catchUp }, due, now: new Date(now) });

const hoursOf = (runs: readonly PlannedRun[]) =>
  runs.map((run) => run.scheduledFor.toISOString().slice(11, 16));

describe('a job that is', () => {
  test.each(catchUpPolicies)('not due gets no run and waits on (%s)', (catchUp) => {
    expect(planned(catchUp, '2026-11-21T04:59:59Z')).toEqual({ runs: [], nextRunAt: due });
  });

  test.each(catchUpPolicies)('due on time gets one run for its instant (%s)', (catchUp) => {
    const runs = [{ scheduledFor: due, state: 'pending', missedSince: null }];
    const nextRunAt = new Date('2026-11-21T06:00:00Z');
    expect(planned(catchUp, '2026-11-21T05:00:00Z')).toEqual({ runs, nextRunAt });
    expect(planned(catchUp, '2026-11-21T05:00:59Z')).toEqual({ runs, nextRunAt });
  });

  test('due by an instant that its schedule does not have still gets that run', () => {
    const { runs } = planned('latest', '2026-11-21T05:00:10Z', { ...hourly, schedule: '30 * * * *' });
    expect(hoursOf(runs)).toEqual(['05:00']);
  });
});

describe('after an outage', () => {
  const back = '2026-11-21T08:10:00Z';

  test('"latest" runs the last instant, which tells since when it stands for all', () => {
    expect(planned('latest', back).runs).toEqual([
      { scheduledFor: new Date('2026-11-21T08:00:00Z'), state: 'pending', missedSince: due },
    ]);
  });

  test('"all" runs each, oldest first', () => {
    const { runs } = planned('all', back);
    expect(hoursOf(runs)).toEqual(['05:00', '06:00', '07:00', '08:00']);
    expect(runs.every(({ state, missedSince }) => state === 'pending' && missedSince === null)).toBe(true);
  });

  test('"all" runs no more than the last 24; the first of these stands for the older ones', () => {
    const { runs } = planned('all', '2026-11-23T05:30:00Z');
    expect(runs).toHaveLength(catchUpRunsMax);
    expect(runs[0]).toMatchObject({ scheduledFor: new Date('2026-11-22T06:00:00Z'), missedSince: due });
    expect(runs.at(-1)).toMatchObject({ scheduledFor: new Date('2026-11-23T05:00:00Z'), missedSince: null });
  });

  test('"none" gives up what is missed, and runs what is a little late', () => {
    const late = (ms: number) => new Date(due.getTime() + ms).toISOString();
    expect(planned('none', late(missedAfterMs)).runs[0]?.state).toBe('pending');
    expect(planned('none', late(missedAfterMs + 1)).runs[0]?.state).toBe('skipped');
    expect(planned('none', back).runs).toEqual([
      { scheduledFor: new Date('2026-11-21T08:00:00Z'), state: 'pending', missedSince: due },
    ]);
  });
});

/** Three days around a night on which clocks change there, or none in UTC. */
const spans = [
  { timeZone: 'UTC', from: '2026-11-20T00:00:00Z' },
  { timeZone: 'Europe/Vienna', from: '2026-03-28T00:00:00Z' },
  { timeZone: 'Europe/Vienna', from: '2026-10-24T00:00:00Z' },
  { timeZone: 'America/New_York', from: '2026-10-31T00:00:00Z' },
  { timeZone: 'Australia/Lord_Howe', from: '2026-10-03T00:00:00Z' },
] as const;

const schedules = [
  '30 2 * * *',
  '0 * * * *',
  '*/15 * * * *',
  '15,45 1-3 * * *',
  '*/7 2 * * *',
  '0 6 * * SAT,SUN',
];
const spanMinutes = 3 * 24 * 60;

/** All runs that sweeps every minute give a job, save in the outages, and one sweep when all is over. */
function liveThrough(
  schedule: Schedule & { catchUp: CatchUpPolicy },
  from: Date,
  isOut: (minute: number) => boolean,
) {
  const runs: PlannedRun[] = [];
  let next = nextRunAfter(schedule, from);
  for (let minute = 0; minute <= spanMinutes; minute += 1) {
    if (next === null || (isOut(minute) && minute < spanMinutes)) continue;
    const now = new Date(from.getTime() + minute * minuteMs + 7_000);
    const plan = planDispatch({ schedule, due: next, now });
    runs.push(...plan.runs);
    next = plan.nextRunAt;
  }
  return runs;
}

/** The instants of a schedule, one after the other. */
function instantsOf(schedule: Schedule, from: Date): number[] {
  const until = from.getTime() + spanMinutes * minuteMs + 7_000;
  const instants: number[] = [];
  for (
    let at = nextRunAfter(schedule, from);
    at !== null && at.getTime() <= until;
    at = nextRunAfter(schedule, at)
  )
    instants.push(at.getTime());
  return instants;
}

test('meets every instant exactly once, under any outages, policy, zone and change of clocks', () => {
  const outage = fc.record({
    start: fc.integer({ min: 0, max: spanMinutes }),
    minutes: fc.integer({ min: 1, max: 1_500 }),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...spans),
      fc.constantFrom(...schedules),
      fc.constantFrom(...catchUpPolicies),
      fc.array(outage, { maxLength: 5 }),
      ({ timeZone, from }, schedule, catchUp, outages) => {
        const start = new Date(from);
        const isOut = (minute: number) =>
          outages.some((out) => minute >= out.start && minute < out.start + out.minutes);
        const runs = liveThrough({ schedule, timeZone, catchUp }, start, isOut);
        const instants = instantsOf({ schedule, timeZone }, start);
        const met = instants.map((instant) => runs.filter((run) => stands(run, instant)).length);
        expect(met).toEqual(instants.map(() => 1));
        expect(runs.filter((run) => !instants.includes(run.scheduledFor.getTime()))).toEqual([]);
        if (catchUp !== 'none') expect(runs.every(({ state }) => state === 'pending')).toBe(true);
      },
    ),
    { numRuns: 60, seed: 5 },
  );
});

/** Whether an instant is met by a run: as its own, or as one that the run stands for. */
const stands = ({ scheduledFor, missedSince }: PlannedRun, instant: number): boolean =>
  instant === scheduledFor.getTime() ||
  (missedSince !== null && instant >= missedSince.getTime() && instant < scheduledFor.getTime());
