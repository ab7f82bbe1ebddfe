import { beforeAll, describe, expect, test } from 'vitest';
import { at, type TestCtx, testContext } from '../../test/support/context.ts';
import {
  addJob,
  addMetric,
  hourlySpec,
  jobDocument,
  storedJob,
  storedRuns,
} from '../../test/support/forecast-jobs.ts';
import { DomainError, notFound } from '../contracts/errors.ts';
import type { RunForecastJobTask } from '../contracts/forecast-job.ts';
import { deterministicId } from '../contracts/ids.ts';
import { collection, runCollection } from '../firestore/collections.ts';
import type { ForecastMetric, ForecastMetricCall } from './forecast-series.ts';
import { attemptsMax, leaseMs } from './limits.ts';
import { pendingRun, runIdAt } from './pending-run.ts';
import { reconcileJob } from './reconcile-job.ts';
import { runForecastJob } from './run-forecast-job.ts';

const ctx = testContext();
const scheduledFor = new Date('2026-11-21T13:00:00Z');
const started = new Date('2026-11-21T13:00:05Z');
const runId = runIdAt(scheduledFor);
const airports = ['ATL', 'ORD', 'DFW'];
const metricIds: string[] = [];
const allAirports = { ...hourlySpec, selector: { metric: 'flights.departures', labels: {} } };

beforeAll(async () => {
  for (const airport of airports) metricIds.push(await addMetric(ctx, 'flights.departures', { airport }));
});

/** A job with a pending run, as a sweep leaves it; answers the task. */
async function dueRun(spec: object = hourlySpec, trigger: 'schedule' | 'manual' = 'schedule') {
  const jobId = await addJob(ctx, { spec });
  await reconcileJob({ ctx, input: { jobId } });
  const run = pendingRun({
    trigger,
    scheduledFor,
    message: 'waiting',
    requestedBy: 'user:ada',
    now: started,
  });
  await runCollection(ctx.db.firestore, ctx.orgId, jobId).doc(runId).set(run);
  return { orgId: ctx.orgId, jobId, runId };
}

/** Jobs without a hierarchy never ask for one. */
const noHierarchy = async () => {
  throw new Error('no job here has a hierarchy');
};

/** Delivers a task to a worker at an instant. */
function deliver(
  task: RunForecastJobTask,
  forecastMetric: ForecastMetric,
  {
    workerId = 'worker-1',
    now = started,
    within = ctx,
  }: { workerId?: string; now?: Date; within?: TestCtx } = {},
) {
  const call = at(within, now);
  const result = runForecastJob({
    ctx: call,
    input: task,
    deps: { forecastMetric, forecastHierarchy: noHierarchy, workerId, clock: () => now },
  });
  return Object.assign(result, { meter: call.db.meter });
}

const storedRun = async ({ jobId }: RunForecastJobTask) => {
  const run = (await storedRuns(ctx, jobId)).get(runId);
  if (run === undefined) throw new Error('the run is gone');
  return run;
};

/** Stands for the pipeline: knows the metrics of the caller's organization only, and the same run gets the same id. */
class FakeForecasts {
  readonly calls: ForecastMetricCall['input'][] = [];

  readonly metric: ForecastMetric = async ({ ctx: caller, input }) => {
    this.calls.push(input);
    const metric = await collection(caller.db.firestore, caller.orgId, 'metrics').doc(input.metricId).get();
    if (!metric.exists) throw notFound('metric', input.metricId);
    const forecastId = deterministicId('forecast', input.metricId, input.runId);
    return { forecastId, horizon: input.options.horizon, to: new Date('2026-11-22T13:00:00Z') };
  };
}

/** A promise and its handle: a worker that hangs in it is as good as dead, until it is let go. */
function hanging() {
  let letGo: () => void = () => undefined;
  let arrived: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  return {
    letGo: () => letGo(),
    reached,
    hang: async () => {
      arrived();
      await gate;
    },
  };
}

const failsWith = (error: unknown, forMetric?: string): ForecastMetric => {
  const { metric } = new FakeForecasts();
  return async (call) => {
    if (forMetric === undefined || call.input.metricId === forMetric) throw error;
    return metric(call);
  };
};

describe('a run', () => {
  test('forecasts the series, and writes down how it went on run and job', async () => {
    const task = await dueRun();
    const forecasts = new FakeForecasts();
    expect(await deliver(task, forecasts.metric)).toBe('completed');
    expect(forecasts.calls).toEqual([
      {
        metricId: metricIds[0],
        options: { horizon: 24, levels: [80, 95], backend: 'auto', model: 'auto', timeZone: 'UTC' },
        jobId: task.jobId,
        runId,
      },
    ]);
    const forecastId = deterministicId('forecast', metricIds[0], runId);
    expect(await storedRun(task)).toMatchObject({
      state: 'completed',
      message: '1 of 1 series forecast',
      attempt: 1,
      startedAt: started,
      finishedAt: started,
      durationMs: 0,
      leaseOwner: null,
      leaseExpiresAt: null,
      outcomes: [{ metricId: metricIds[0], outcome: 'forecast', forecastId }],
    });
    const { status } = await storedJob(ctx, task.jobId);
    expect(status.lastRun).toEqual({
      runId,
      state: 'completed',
      scheduledFor,
      finishedAt: started,
      message: '1 of 1 series forecast',
    });
    expect(status.observedGeneration).toBe(1);
  });

  test.each([
    [
      'one series by id',
      { metricId: deterministicId('metric', 'flights.departures', '{"airport":"ATL"}') },
      4,
    ],
    ['three series by key', { metric: 'flights.departures', labels: {} }, 4 + airports.length],
  ])(
    'over %s costs few reads and three writes around the forecasts, and says so',
    async (_, selector, reads) => {
      const task = await dueRun({ ...hourlySpec, selector });
      const delivery = deliver(task, new FakeForecasts().metric);
      expect(await delivery).toBe('completed');
      expect([delivery.meter.reads, delivery.meter.writes]).toEqual([reads, 3]);
      expect((await storedRun(task)).cost).toEqual({ documentReads: reads, documentWrites: 3, tasks: 1 });
    },
  );

  test('does not make the trigger reconcile again', async () => {
    const task = await dueRun();
    await deliver(task, new FakeForecasts().metric);
    const trigger = at(ctx, started);
    await reconcileJob({ ctx: trigger, input: { jobId: task.jobId } });
    expect(trigger.db.meter.writes).toBe(0);
  });

  test('lets one bad series fail alone, in words', async () => {
    const task = await dueRun(allAirports);
    const short = new DomainError(
      'failed-precondition',
      'SERIES_TOO_SHORT',
      'theta requires at least two points',
    );
    expect(await deliver(task, failsWith(short, metricIds[1]))).toBe('completed');
    const { outcomes, message } = await storedRun(task);
    expect(message).toContain('2 of 3 series forecast');
    expect(outcomes.find(({ metricId }) => metricId === metricIds[1])).toEqual({
      metricId: metricIds[1],
      outcome: 'skipped',
      reason: 'too-short',
      forecastId: null,
      message: 'theta requires at least two points',
    });
  });

  test('in which every series fails has failed', async () => {
    const task = await dueRun();
    const error = new DomainError('invalid-argument', 'HORIZON_TOO_LONG', 'the horizon is too long');
    expect(await deliver(task, failsWith(error))).toBe('failed');
    expect((await storedJob(ctx, task.jobId)).status.lastRun).toMatchObject({ state: 'failed' });
  });

  test('that finishes late does not hide a later one', async () => {
    const task = await dueRun();
    const newer = { runId: 'run_newer', state: 'completed', scheduledFor: new Date('2026-11-21T14:00:00Z') };
    await jobDocument(ctx, task.jobId).update({
      'status.lastRun': { ...newer, finishedAt: null, message: '' },
    });
    expect(await deliver(task, new FakeForecasts().metric)).toBe('completed');
    expect((await storedJob(ctx, task.jobId)).status.lastRun).toMatchObject(newer);
  });

  test('of a job that has no status yet makes none up', async () => {
    const task = await dueRun();
    await jobDocument(ctx, task.jobId).set({ spec: hourlySpec });
    expect(await deliver(task, new FakeForecasts().metric)).toBe('completed');
    expect((await storedJob(ctx, task.jobId)).status).toBeUndefined();
  });
});

describe('a run is skipped, with the reason,', () => {
  test.each([
    ['when the job was paused', { 'spec.paused': true }, 'the job is paused'],
    [
      'when the spec is wrong by now',
      { 'spec.schedule': 'hourly' },
      'the spec of the job is wrong: /schedule',
    ],
  ])('%s', async (_, edit, words) => {
    const task = await dueRun();
    await jobDocument(ctx, task.jobId).update(edit);
    const forecasts = new FakeForecasts();
    expect(await deliver(task, forecasts.metric)).toBe('skipped');
    expect(forecasts.calls).toEqual([]);
    expect((await storedRun(task)).message).toContain(words);
  });

  test('when the job was deleted', async () => {
    const task = await dueRun();
    await jobDocument(ctx, task.jobId).delete();
    expect(await deliver(task, new FakeForecasts().metric)).toBe('skipped');
    expect((await storedRun(task)).message).toBe('the job was deleted');
    expect((await jobDocument(ctx, task.jobId).get()).exists).toBe(false);
  });

  test.each([
    ['id', { metricId: deterministicId('metric', 'later', '{}') }, '/selector/metricId'],
    ['key', { metric: 'later', labels: {} }, '/selector'],
  ])('while no metric has the %s, and the job heals when it comes', async (_, selector, pointer) => {
    const within = testContext();
    const jobId = await addJob(within, { spec: { ...hourlySpec, selector } });
    await reconcileJob({ ctx: within, input: { jobId } });
    const task = { orgId: within.orgId, jobId, runId };
    const runRef = runCollection(ctx.db.firestore, within.orgId, jobId).doc(runId);
    const run = pendingRun({
      trigger: 'schedule',
      scheduledFor,
      message: '',
      requestedBy: 'x',
      now: started,
    });
    await runRef.set(run);
    expect(await deliver(task, new FakeForecasts().metric, { within })).toBe('skipped');
    const missing = (await storedJob(within, jobId)).status;
    expect(missing).toMatchObject({ phase: 'scheduled', seriesSelected: null, problems: [{ pointer }] });

    await addMetric(within, 'later', {});
    await runRef.set(run);
    expect(await deliver(task, new FakeForecasts().metric, { within })).toBe('completed');
    const healed = (await storedJob(within, jobId)).status;
    expect(healed).toMatchObject({
      problems: [],
      seriesSelected: 1,
      message: 'next run Sat 21 Nov 2026 13:00 UTC',
    });
  });

  test('but a run that somebody asked for is done on a paused job', async () => {
    const task = await dueRun({ ...hourlySpec, paused: true }, 'manual');
    expect(await deliver(task, new FakeForecasts().metric)).toBe('completed');
  });
});

describe('delivered more than once', () => {
  test('a finished run is left as it is', async () => {
    const task = await dueRun();
    const forecasts = new FakeForecasts();
    await deliver(task, forecasts.metric);
    const before = await storedRun(task);
    const again = deliver(task, forecasts.metric, {
      workerId: 'worker-2',
      now: new Date('2026-11-22T00:00:00Z'),
    });
    expect(await again).toBe('already-finished');
    expect(await storedRun(task)).toEqual(before);
    expect(forecasts.calls).toHaveLength(1);
    expect(again.meter.writes).toBe(0);
  });

  test.each(['worker-1', 'worker-2'])(
    'a run in work is refused to %s until the lease ends',
    async (workerId) => {
      const task = await dueRun();
      const { hang, letGo, reached } = hanging();
      const { metric } = new FakeForecasts();
      const first = deliver(task, async (call) => {
        await hang();
        return metric(call);
      });
      await reached;
      await expect(deliver(task, metric, { workerId })).rejects.toMatchObject({
        code: 'aborted',
        reason: 'RUN_LEASE_HELD',
        retryAfterSeconds: leaseMs / 1000,
      });
      letGo();
      expect(await first).toBe('completed');
      expect(await storedRun(task)).toMatchObject({ state: 'completed', attempt: 1 });
    },
  );

  test('to many workers at once is done by one of them', async () => {
    const task = await dueRun();
    const forecasts = new FakeForecasts();
    const workers = Array.from({ length: 5 }, (_, index) => `worker-${index}`);
    const results = await Promise.allSettled(
      workers.map((workerId) => deliver(task, forecasts.metric, { workerId })),
    );
    expect(forecasts.calls).toHaveLength(1);
    expect(await storedRun(task)).toMatchObject({ state: 'completed', attempt: 1 });
    const won = results.filter((result) => result.status === 'fulfilled' && result.value === 'completed');
    expect(won).toHaveLength(1);
  });
});

describe('a worker that dies', () => {
  const afterLease = new Date(started.getTime() + leaseMs + 1000);

  test.each(['before', 'after'] as const)(
    '%s the forecast is followed by another, and overwrites nothing when it comes back late',
    async (when) => {
      const task = await dueRun();
      const { hang, letGo, reached } = hanging();
      const forecasts = new FakeForecasts();
      const late = deliver(task, async (call) => {
        if (when === 'before') await hang();
        const made = await forecasts.metric(call);
        if (when === 'after') await hang();
        return made;
      });
      await reached;
      const takeover = deliver(task, forecasts.metric, { workerId: 'worker-2', now: afterLease });
      expect(await takeover).toBe('completed');
      const finished = await storedRun(task);
      expect(finished).toMatchObject({ state: 'completed', attempt: 2, startedAt: afterLease });
      letGo();
      expect(await late).toBe('superseded');
      expect(await storedRun(task)).toEqual(finished);
      expect(forecasts.calls).toHaveLength(2);
    },
  );

  test('and comes back while its successor still works leaves the run to it', async () => {
    const task = await dueRun();
    const first = hanging();
    const second = hanging();
    const { metric } = new FakeForecasts();
    const waiting = (gate: ReturnType<typeof hanging>): ForecastMetric => {
      return async (call) => {
        await gate.hang();
        return metric(call);
      };
    };
    const late = deliver(task, waiting(first));
    await first.reached;
    const successor = deliver(task, waiting(second), { now: afterLease });
    await second.reached;
    first.letGo();
    expect(await late).toBe('superseded');
    expect(await storedRun(task)).toMatchObject({ state: 'running', attempt: 2 });
    second.letGo();
    expect(await successor).toBe('completed');
  });

  test('or is slow keeps its run by renewing the lease between series', async () => {
    const task = await dueRun(allAirports);
    let now = started;
    const { metric } = new FakeForecasts();
    const slow: ForecastMetric = async (call) => {
      now = new Date(now.getTime() + leaseMs * 0.6);
      await expect(deliver(task, metric, { workerId: 'worker-2', now })).rejects.toMatchObject({
        reason: 'RUN_LEASE_HELD',
      });
      return metric(call);
    };
    const deps = {
      forecastMetric: slow,
      forecastHierarchy: noHierarchy,
      workerId: 'worker-1',
      clock: () => now,
    };
    expect(await runForecastJob({ ctx: at(ctx, started), input: task, deps })).toBe('completed');
    expect(await storedRun(task)).toMatchObject({ attempt: 1, durationMs: leaseMs * 0.6 * airports.length });
  });

  test('and stops in the middle of its series once another has the run', async () => {
    const task = await dueRun(allAirports);
    let now = started;
    const forecasts = new FakeForecasts();
    const overtaken: ForecastMetric = async (call) => {
      now = afterLease;
      await deliver(task, new FakeForecasts().metric, { workerId: 'worker-2', now });
      return forecasts.metric(call);
    };
    const deps = {
      forecastMetric: overtaken,
      forecastHierarchy: noHierarchy,
      workerId: 'worker-1',
      clock: () => now,
    };
    expect(await runForecastJob({ ctx: at(ctx, started), input: task, deps })).toBe('superseded');
    expect(forecasts.calls).toHaveLength(1);
    expect(await storedRun(task)).toMatchObject({ state: 'completed', attempt: 2 });
  });

  test('of a run deleted meanwhile brings nothing back', async () => {
    const task = await dueRun();
    const { metric } = new FakeForecasts();
    const deleted = deliver(task, async (call) => {
      const made = await metric(call);
      await runCollection(ctx.db.firestore, ctx.orgId, task.jobId).doc(runId).delete();
      return made;
    });
    expect(await deleted).toBe('gone');
    expect((await storedRuns(ctx, task.jobId)).size).toBe(0);
    expect(await deliver(task, metric)).toBe('gone');
  });
});

describe('an unexpected error', () => {
  const broken = new Error('the disk is on fire');

  test('leaves the run for another attempt, which does it', async () => {
    const task = await dueRun();
    await expect(deliver(task, failsWith(broken))).rejects.toMatchObject({
      code: 'unavailable',
      reason: 'RUN_INTERRUPTED',
      cause: broken,
    });
    const released = await storedRun(task);
    expect(released).toMatchObject({ state: 'pending', attempt: 1, leaseOwner: null });
    expect(released.message).toContain('attempt 1 of 5');
    expect(released.message).not.toContain('fire');
    expect(await deliver(task, new FakeForecasts().metric, { workerId: 'worker-2' })).toBe('completed');
    expect(await storedRun(task)).toMatchObject({ state: 'completed', attempt: 2 });
  });

  test('that comes every time fails the run after the last attempt, and is thrown for the log', async () => {
    const task = await dueRun(allAirports);
    const bad = failsWith(broken, metricIds[0]);
    for (let attempt = 1; attempt < attemptsMax; attempt += 1) {
      await expect(deliver(task, bad)).rejects.toMatchObject({ reason: 'RUN_INTERRUPTED' });
    }
    await expect(deliver(task, bad)).rejects.toBe(broken);
    const run = await storedRun(task);
    expect(run).toMatchObject({ state: 'completed', attempt: attemptsMax });
    expect(run.outcomes.map(({ outcome }) => outcome).sort()).toEqual(['failed', 'forecast', 'forecast']);
    expect(JSON.stringify(run)).not.toContain('fire');
  });

  test('that kills each worker ends as failed after the last attempt', async () => {
    const task = await dueRun();
    const runRef = runCollection(ctx.db.firestore, ctx.orgId, task.jobId).doc(runId);
    await runRef.update({
      state: 'running',
      attempt: attemptsMax,
      leaseOwner: 'worker-0',
      leaseExpiresAt: started,
    });
    const forecasts = new FakeForecasts();
    expect(await deliver(task, forecasts.metric)).toBe('failed');
    expect(forecasts.calls).toEqual([]);
    expect((await storedRun(task)).message).toContain('given up after 5 attempts');
  });
});

describe('between organizations', () => {
  const other = testContext();

  test('a job never forecasts a metric of another one, by id or by key', async () => {
    const foreign = await addMetric(other, 'secret.revenue', { region: 'EU' });
    for (const selector of [{ metricId: foreign }, { metric: 'secret.revenue', labels: {} }]) {
      const task = await dueRun({ ...hourlySpec, selector });
      expect(await deliver(task, new FakeForecasts().metric)).toBe('skipped');
      expect((await storedRun(task)).outcomes.filter(({ outcome }) => outcome === 'forecast')).toEqual([]);
    }
  });

  test('a task of one is refused in the context of another', async () => {
    const task = await dueRun();
    const refused = deliver(task, new FakeForecasts().metric, { within: other });
    await expect(refused).rejects.toMatchObject({ code: 'not-found' });
    expect(await storedRun(task)).toMatchObject({ state: 'pending', attempt: 0 });
  });
});
