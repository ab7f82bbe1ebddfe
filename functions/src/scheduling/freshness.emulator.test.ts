import { describe, expect, test } from 'vitest';
import { at, type TestCtx, testContext } from '../../test/support/context.ts';
import { addJob, addMetric, hourlySpec, storedJob, storedRuns } from '../../test/support/forecast-jobs.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import { collection } from '../firestore/collections.ts';
import { Database } from '../firestore/database.ts';
import { cancelForecastRun } from './cancel-forecast-run.ts';
import { dispatchDueJobs } from './dispatch-due-jobs.ts';
import type { ForecastMetric } from './forecast-series.ts';
import { attemptsMax } from './limits.ts';
import { runIdAt } from './pending-run.ts';
import { reconcileJob } from './reconcile-job.ts';
import { runForecastJob } from './run-forecast-job.ts';

const scheduledFor = new Date('2026-11-21T13:00:00Z');
const runId = runIdAt(scheduledFor);
const later = (minutes: number) => new Date(scheduledFor.getTime() + minutes * 60_000);
const wait = { freshness: { maxAge: '6h', whenStale: 'wait', waitAtMost: '2h' } };
const byKey = { selector: { metric: 'flights.departures', labels: {} } };

/** Apart from other suites, since sweeps look across organizations. */
const db = isolatedDatabase();

/** An organization with a fresh and a late series, and a pending run over them, as the sweep makes it. */
async function dueRun(spec: object) {
  const ctx = testContext({ db: new Database(db.firestore) });
  const fresh = await addMetric(ctx, 'flights.departures', { airport: 'ATL' });
  const late = await addMetric(ctx, 'flights.departures', { airport: 'ORD' });
  const metrics = collection(ctx.db.firestore, ctx.orgId, 'metrics');
  const arrives = (metricId: string, minutes: number) =>
    metrics.doc(metricId).update({ lastPointAt: later(minutes) });
  await arrives(fresh, -30);
  await arrives(late, -60 * 8);
  const jobId = await addJob(ctx, { spec: { ...hourlySpec, ...byKey, ...spec } });
  await reconcileJob({ ctx, input: { jobId } });
  await sweep(ctx, 0);
  const asked: string[] = [];
  const forecastMetric: ForecastMetric = async ({ input }) => {
    asked.push(input.metricId);
    return { forecastId: `fct_${input.metricId}`, horizon: 24, to: later(1_440) };
  };
  const deliver = async (minutes: number, forecast = forecastMetric) => {
    const within = at(ctx, later(minutes));
    const forecastHierarchy = async () => {
      throw new Error('no job here has a hierarchy');
    };
    const deps = {
      forecastMetric: forecast,
      forecastHierarchy,
      workerId: 'worker-1',
      clock: () => within.now,
    };
    const input = { orgId: ctx.orgId, jobId, runId };
    const result = await runForecastJob({ ctx: within, input, deps });
    return { result, meter: within.db.meter };
  };
  const stored = async () => {
    const found = (await storedRuns(ctx, jobId)).get(runId);
    if (found === undefined) throw new Error('the run is gone');
    return found;
  };
  return { ctx, jobId, fresh, late, arrives, asked, deliver, stored };
}

/** The runs that a sweep at an instant hands out for an organization. */
async function sweep(ctx: TestCtx, minutes: number): Promise<string[]> {
  const within = at(ctx, later(minutes));
  within.tasks.runs.length = 0;
  await dispatchDueJobs({ db: within.db, tasks: within.tasks, now: within.now });
  return within.tasks.runs.filter(({ orgId }) => orgId === ctx.orgId).map((task) => task.runId);
}

describe('a run that waits for late data', () => {
  test('is pending until the sweep hands it out again, and forecasts all when the data has come', async () => {
    const { ctx, jobId, late, arrives, asked, deliver, stored } = await dueRun(wait);
    const first = await deliver(1);
    expect(first.result).toBe('waiting');
    // Three and the series, and a read and a write for the job to say so.
    expect(first.meter).toMatchObject({ reads: 6, writes: 3 });
    const { message } = (await storedJob(ctx, jobId)).status;
    expect(message).toMatch(
      /^the run of Sat 21 Nov 2026 13:00 UTC waits for data until Sat 21 Nov 2026 15:00 UTC; next run /,
    );
    expect(asked).toEqual([]);
    expect(await stored()).toMatchObject({
      state: 'pending',
      waits: 1,
      leaseOwner: null,
      leaseExpiresAt: later(11),
      message: `waits for data: ${late}: the newest point is 8 h old, more than 6h; goes on without at 2026-11-21T15:00:00.000Z`,
    });
    expect(await sweep(ctx, 10)).toEqual([]);
    expect(await sweep(ctx, 12)).toEqual([runId]);
    expect((await stored()).message).toBe('handed out again, to see whether late data has come');
    await arrives(late, 5);
    expect((await deliver(13)).result).toBe('completed');
    expect((await storedJob(ctx, jobId)).status.message).toMatch(/^next run /);
    expect(asked).toHaveLength(2);
    expect(await stored()).toMatchObject({
      state: 'completed',
      message: '2 of 2 series forecast',
      attempt: 2,
    });
  });

  test('goes on with what there is when the time is over', async () => {
    const { asked, deliver } = await dueRun(wait);
    expect((await deliver(119)).result).toBe('waiting');
    expect((await deliver(120)).result).toBe('completed');
    expect(asked).toHaveLength(2);
  });

  test('does not use up its attempts by waiting', async () => {
    const { deliver, stored } = await dueRun(wait);
    const writes: number[] = [];
    for (let look = 0; look <= attemptsMax; look += 1) writes.push((await deliver(look)).meter.writes);
    // Only the first look is told to the job.
    expect(writes).toEqual([3, 2, 2, 2, 2, 2]);
    expect(await stored()).toMatchObject({ state: 'pending', waits: attemptsMax + 1 });
    const broken: ForecastMetric = async () => {
      throw new Error('the network is gone');
    };
    for (let attempt = 1; attempt < attemptsMax; attempt += 1) {
      await expect(deliver(120, broken)).rejects.toMatchObject({ reason: 'RUN_INTERRUPTED' });
      expect((await stored()).message).toContain(`attempt ${attempt} of ${attemptsMax}`);
    }
    await expect(deliver(120, broken)).rejects.toThrow('the network is gone');
    expect(await stored()).toMatchObject({ state: 'failed' });
  });

  test('waits once, however often its task is delivered, and is finished once', async () => {
    const { late, arrives, asked, deliver, stored } = await dueRun(wait);
    expect([await deliver(1), await deliver(1)].map(({ result }) => result)).toEqual(['waiting', 'waiting']);
    expect(await stored()).toMatchObject({ state: 'pending', leaseExpiresAt: later(11) });
    await arrives(late, 0);
    expect([await deliver(2), await deliver(2)].map(({ result }) => result)).toEqual([
      'completed',
      'already-finished',
    ]);
    expect(asked).toHaveLength(2);
  });

  test('is cancelled as any other', async () => {
    const { ctx, jobId, deliver, stored } = await dueRun(wait);
    await deliver(1);
    await cancelForecastRun({ ctx: at(ctx, later(5)), input: { jobId, runId } });
    expect((await storedJob(ctx, jobId)).status.message).toMatch(/^next run /);
    expect(await sweep(ctx, 30)).not.toContain(runId);
    expect((await deliver(130)).result).toBe('already-finished');
    expect(await stored()).toMatchObject({ state: 'skipped', cancelledBy: 'user:ada' });
  });
});

test('a run that leaves out late series names them, and keeps count of all that are selected', async () => {
  const { ctx, jobId, fresh, late, asked, deliver, stored } = await dueRun({
    freshness: { maxAge: '6h', whenStale: 'skip' },
  });
  const { result, meter } = await deliver(0);
  expect(result).toBe('completed');
  expect(meter).toMatchObject({ reads: 6, writes: 3 });
  expect(asked).toEqual([fresh]);
  expect((await stored()).outcomes).toEqual([
    expect.objectContaining({ metricId: fresh, outcome: 'forecast' }),
    expect.objectContaining({ metricId: late, outcome: 'skipped', reason: 'stale', ageSeconds: 28_800 }),
  ]);
  expect((await storedJob(ctx, jobId)).status).toMatchObject({ seriesSelected: 2 });
});

test('a run over one late series is skipped, whatever has come for the same series of others', async () => {
  const late = { metric: 'flights.departures', labels: { airport: 'ORD' } };
  const { deliver, stored, asked } = await dueRun({
    selector: late,
    freshness: { maxAge: '6h', whenStale: 'skip' },
  });
  const others = await dueRun({ selector: late });
  await others.arrives(others.late, 0);
  expect((await deliver(0)).result).toBe('skipped');
  expect(asked).toEqual([]);
  expect((await stored()).message).toContain('skipped: the newest point is 8 h old, more than 6h');
});

test('a metric that is not there is told as without freshness', async () => {
  const { deliver, stored } = await dueRun({ selector: { metricId: 'met_none' }, ...wait });
  const { result, meter } = await deliver(0);
  expect(result).toBe('skipped');
  expect(meter).toMatchObject({ reads: 5, writes: 3 });
  expect((await stored()).message).toBe('/selector/metricId: no metric "met_none" in this organization');
});
