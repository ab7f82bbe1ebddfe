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
import { rolePermissions } from '../contracts/permissions.ts';
import { runCollection } from '../firestore/collections.ts';
import { cancelForecastRun } from './cancel-forecast-run.ts';
import { createForecastJob } from './create-forecast-job.ts';
import { deleteForecastJob } from './delete-forecast-job.ts';
import { getForecastJob } from './get-forecast-job.ts';
import { getForecastRun } from './get-forecast-run.ts';
import { pageSize } from './limits.ts';
import { listForecastJobs } from './list-forecast-jobs.ts';
import { listForecastRuns } from './list-forecast-runs.ts';
import { pendingRun, runIdAt } from './pending-run.ts';
import { reconcileJob } from './reconcile-job.ts';
import { runForecastJobNow } from './run-forecast-job-now.ts';
import { updateForecastJob } from './update-forecast-job.ts';

const ctx = testContext();
const other = testContext();

beforeAll(async () => {
  await addMetric(ctx);
});

const create = (within: TestCtx = ctx, spec: object = hourlySpec) =>
  createForecastJob({ ctx: within, input: { ...hourlySpec, ...spec } });

async function addRuns(jobId: string, count: number, within: TestCtx = ctx): Promise<void> {
  const runs = runCollection(within.db.firestore, within.orgId, jobId);
  const hours = Array.from({ length: count }, (_, index) => new Date(Date.UTC(2026, 0, 1, index)));
  await Promise.all(
    hours.map((scheduledFor) =>
      runs.doc(runIdAt(scheduledFor)).set(
        pendingRun({
          trigger: 'schedule',
          scheduledFor,
          message: '',
          requestedBy: 'system:x',
          now: scheduledFor,
        }),
      ),
    ),
  );
}

const elevenths = Array.from({ length: 11 }, (_, i) => (i + 1) / 12);

describe('createForecastJob', () => {
  test('answers the job with its next run, and the trigger finds it observed', async () => {
    const job = await create();
    expect(job).toMatchObject({
      jobId: expect.stringMatching(/^job_[0-9a-f]{24}$/),
      spec: {
        ...hourlySpec,
        timeZone: 'UTC',
        paused: false,
        levels: [80, 95],
        backend: 'auto',
        model: 'auto',
      },
      status: { phase: 'scheduled', nextRunAt: new Date('2026-11-21T13:00:00Z'), seriesSelected: 1 },
      createdAt: ctx.now,
      createdBy: 'user:ada',
    });
    const trigger = at(ctx, ctx.now);
    expect(await reconcileJob({ ctx: trigger, input: { jobId: job.jobId } })).toEqual(job.status);
    expect(trigger.db.meter.writes).toBe(0);
    expect(await getForecastJob({ ctx, input: { jobId: job.jobId } })).toEqual(job);
  });

  test.each([
    [{ schedule: '0 25 * * *' }, ['/schedule']],
    [{ timeZone: 'Mars/Base' }, ['/timeZone']],
    [{ schedule: '@daily', timeZone: '+02:00' }, ['/schedule', '/timeZone']],
    [{ horizon: 0 }, ['/horizon']],
    [{ colour: 'red' }, ['/colour']],
  ])('refuses %j, naming the field, and writes nothing', async (wrong, pointers) => {
    const call = at(ctx, ctx.now);
    await expect(create(call, wrong)).rejects.toMatchObject({
      code: 'invalid-argument',
      fields: pointers.map((pointer) => expect.objectContaining({ pointer })),
    });
    expect(call.db.meter.writes).toBe(0);
  });

  test('takes a metric that is not there yet, and says so', async () => {
    const { status } = await create(ctx, { selector: { metricId: 'met_later' } });
    expect(status).toMatchObject({ phase: 'scheduled', problems: [{ pointer: '/selector/metricId' }] });
  });
});

describe('updateForecastJob', () => {
  const update = (jobId: string, patch: object, within: TestCtx = ctx) =>
    updateForecastJob({ ctx: within, input: { jobId, patch } });

  test('replaces the fields given and plans anew', async () => {
    const { jobId, spec } = await create(ctx, { bounds: { minimum: 0 } });
    const now = new Date('2026-11-21T13:30:00Z');
    const patch = { schedule: '15 6 * * *', timeZone: 'Europe/Vienna', bounds: { maximum: 9 } };
    const job = await update(jobId, patch, at(ctx, now));
    expect(job).toMatchObject({
      spec: { ...(spec as object), ...patch },
      status: { observedGeneration: 2, nextRunAt: new Date('2026-11-22T05:15:00Z') },
      createdAt: ctx.now,
      updatedAt: now,
    });
    expect((job.spec as { bounds: object }).bounds).toEqual({ maximum: 9 });
    expect(await getForecastJob({ ctx, input: { jobId } })).toEqual(job);
  });

  test('removes with null what may be absent', async () => {
    const { jobId } = await create(ctx, { bounds: { minimum: 0 } });
    expect((await update(jobId, { bounds: null })).spec).not.toHaveProperty('bounds');
  });

  test('takes quantiles and crossings, as many as a forecast keeps', async () => {
    const { jobId } = await create();
    const chances = { quantiles: [0.9, 0.1], crossings: [{ threshold: 60, direction: 'above' as const }] };
    const { spec } = await update(jobId, chances);
    expect(spec).toMatchObject({ ...chances, quantiles: [0.1, 0.9] });
    expect((await update(jobId, { quantiles: null })).spec).not.toHaveProperty('quantiles');
    await expect(update(jobId, { horizon: 2_000, quantiles: elevenths })).rejects.toMatchObject({
      reason: 'VALIDATION_FAILED',
    });
  });

  test('pauses and resumes', async () => {
    const { jobId } = await create();
    expect((await update(jobId, { paused: true })).status).toMatchObject({
      phase: 'paused',
      nextRunAt: null,
    });
    const resumed = await update(jobId, { paused: false });
    expect(resumed.status).toMatchObject({ phase: 'scheduled', nextRunAt: new Date('2026-11-21T13:00:00Z') });
  });

  test('that changes nothing leaves the status as it was', async () => {
    const { jobId, status } = await create();
    const job = await update(jobId, { name: hourlySpec.name }, at(ctx, new Date('2026-11-21T18:00:00Z')));
    expect(job.status).toEqual(status);
  });

  test('refuses a spec that would be wrong, and leaves the job as it was', async () => {
    const job = await create();
    for (const patch of [{ schedule: 'hourly' }, { horizon: -1 }, { selector: { metric: '' } }]) {
      await expect(update(job.jobId, patch)).rejects.toMatchObject({ code: 'invalid-argument' });
    }
    expect(await getForecastJob({ ctx, input: { jobId: job.jobId } })).toEqual(job);
  });

  test('repairs a job that somebody broke in the console', async () => {
    const jobId = await addJob(ctx, { spec: { ...hourlySpec, schedule: 5 } });
    await reconcileJob({ ctx, input: { jobId } });
    expect((await update(jobId, { schedule: '0 6 * * *' })).status).toMatchObject({ phase: 'scheduled' });
  });
});

describe('listForecastJobs', () => {
  const within = testContext();
  const ids: string[] = [];

  beforeAll(async () => {
    for (const paused of [false, true, false]) ids.push((await create(within, { paused })).jobId);
    const byHand = await addJob(within, { spec: { schedule: 'whenever' } });
    await reconcileJob({ ctx: within, input: { jobId: byHand } });
    ids.push(byHand);
  });

  test('answers every job once, page by page, also one made by hand', async () => {
    const seen: string[] = [];
    let pageToken: string | undefined;
    do {
      const page = await listForecastJobs({ ctx: within, input: { pageSize: 3, pageToken } });
      seen.push(...page.items.map(({ jobId }) => jobId));
      pageToken = page.nextPageToken ?? undefined;
    } while (pageToken !== undefined);
    expect(seen).toEqual([...ids].sort());
  });

  test.each([
    ['scheduled', [0, 2]],
    ['paused', [1]],
    ['invalid', [3]],
  ] as const)('filters those that are %s', async (phase, indices) => {
    const { items } = await listForecastJobs({ ctx: within, input: { pageSize: 50, phase } });
    expect(items.map(({ jobId }) => jobId)).toEqual(indices.map((index) => ids[index]).sort());
  });
});

describe('deleteForecastJob', () => {
  test('takes the runs along, in pages, and nothing else', async () => {
    const { jobId } = await create();
    const bystander = await create();
    await addRuns(jobId, pageSize + 5);
    await addRuns(bystander.jobId, 1);
    await deleteForecastJob({ ctx, input: { jobId } });
    expect((await jobDocument(ctx, jobId).get()).exists).toBe(false);
    expect((await storedRuns(ctx, jobId)).size).toBe(0);
    expect((await storedRuns(ctx, bystander.jobId)).size).toBe(1);
    await expect(deleteForecastJob({ ctx, input: { jobId } })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('clears away the runs of a job that is gone already', async () => {
    const jobId = await addJob(ctx, { spec: hourlySpec });
    await addRuns(jobId, 2);
    await jobDocument(ctx, jobId).delete();
    await deleteForecastJob({ ctx, input: { jobId } });
    expect((await storedRuns(ctx, jobId)).size).toBe(0);
  });
});

describe('runForecastJobNow', () => {
  const start = (jobId: string, idempotencyKey?: string, within: TestCtx = ctx) =>
    runForecastJobNow({ ctx: within, input: { jobId, idempotencyKey } });

  test('creates a run beside the schedule, enqueues it and answers it', async () => {
    const { jobId, status } = await create();
    ctx.tasks.runs.length = 0;
    const run = await start(jobId);
    expect(run).toMatchObject({ jobId, trigger: 'manual', state: 'pending', requestedBy: 'user:ada' });
    expect(ctx.tasks.runs).toEqual([{ orgId: ctx.orgId, jobId, runId: run.runId }]);
    expect(await getForecastRun({ ctx, input: { jobId, runId: run.runId } })).toEqual(run);
    expect((await storedJob(ctx, jobId)).status).toEqual(status);
  });

  test('with the same key answers the same run as it stands', async () => {
    const { jobId } = await create();
    const first = await start(jobId, 'once');
    const ref = runCollection(ctx.db.firestore, ctx.orgId, jobId).doc(first.runId);
    await ref.update({ state: 'completed' });
    expect(await start(jobId, 'once')).toEqual({ ...first, state: 'completed' });
    expect((await start(jobId, 'twice')).runId).not.toBe(first.runId);
    expect((await start(jobId)).runId).not.toBe((await start(jobId)).runId);
  });

  test('runs a paused job, and refuses one whose spec is wrong', async () => {
    const { jobId } = await create(ctx, { paused: true });
    expect((await start(jobId)).state).toBe('pending');
    const wrong = await addJob(ctx, { spec: { ...hourlySpec, schedule: 'hourly' } });
    await expect(start(wrong)).rejects.toMatchObject({
      code: 'failed-precondition',
      reason: 'FORECAST_JOB_INVALID',
      extensions: { problems: [expect.objectContaining({ pointer: '/schedule' })] },
    });
  });
});

test('listForecastRuns answers the latest first, page by page', async () => {
  const { jobId } = await create();
  await addRuns(jobId, 5);
  const first = await listForecastRuns({ ctx, input: { jobId, pageSize: 3 } });
  expect(first.items.map(({ runId }) => runId)).toEqual([
    'run_20260101T040000Z',
    'run_20260101T030000Z',
    'run_20260101T020000Z',
  ]);
  const pageToken = first.nextPageToken ?? undefined;
  const second = await listForecastRuns({ ctx, input: { jobId, pageSize: 3, pageToken } });
  expect(second.items.map(({ runId }) => runId)).toEqual(['run_20260101T010000Z', 'run_20260101T000000Z']);
  expect(second.nextPageToken).toBeNull();
});

describe('listForecastRuns with filters', () => {
  let jobId: string;
  const list = async (filters: object, more: object = {}) =>
    listForecastRuns({ ctx, input: { jobId, pageSize: 50, ...filters, ...more } });
  const hoursOf = ({ items }: Awaited<ReturnType<typeof list>>) =>
    items.map(({ scheduledFor }) => scheduledFor.getUTCHours());

  beforeAll(async () => {
    ({ jobId } = await create());
    await addRuns(jobId, 6);
    const runs = runCollection(ctx.db.firestore, ctx.orgId, jobId);
    const hour = (index: number) => runs.doc(runIdAt(new Date(Date.UTC(2026, 0, 1, index))));
    await Promise.all([1, 2, 4].map((index) => hour(index).update({ state: 'failed' })));
    await Promise.all([2, 3, 4].map((index) => hour(index).update({ trigger: 'manual' })));
  });

  test.each<[object, number[]]>([
    [{ state: 'failed' }, [4, 2, 1]],
    [{ trigger: 'manual' }, [4, 3, 2]],
    [{ state: 'failed', trigger: 'manual' }, [4, 2]],
    [{ from: '2026-01-01T02:00:00Z', to: '2026-01-01T04:00:00Z' }, [3, 2]],
    [{ state: 'failed', from: '2026-01-01T02:00:00Z' }, [4, 2]],
    [{ state: 'running' }, []],
  ])('%j answers the runs at %j', async (filters, hours) => {
    expect(hoursOf(await list(filters))).toEqual(hours);
  });

  test('pages within the filter', async () => {
    const first = await list({ state: 'failed' }, { pageSize: 2 });
    expect(hoursOf(first)).toEqual([4, 2]);
    const second = await list({ state: 'failed' }, { pageSize: 2, pageToken: first.nextPageToken });
    expect(hoursOf(second)).toEqual([1]);
    expect(second.nextPageToken).toBeNull();
  });

  test('names the field that is no instant', async () => {
    await expect(list({ from: 'yesterday' })).rejects.toMatchObject({
      code: 'invalid-argument',
      fields: [expect.objectContaining({ pointer: '/from' })],
    });
  });
});

describe('for whom', () => {
  const runId = runIdAt(new Date('2026-01-01T00:00:00Z'));
  const verbs: [string, (within: TestCtx, jobId: string) => Promise<unknown>, 'read' | 'write'][] = [
    ['getForecastJob', (within, jobId) => getForecastJob({ ctx: within, input: { jobId } }), 'read'],
    ['getForecastRun', (within, jobId) => getForecastRun({ ctx: within, input: { jobId, runId } }), 'read'],
    [
      'listForecastRuns',
      (within, jobId) => listForecastRuns({ ctx: within, input: { jobId, pageSize: 5 } }),
      'read',
    ],
    [
      'updateForecastJob',
      (within, jobId) => updateForecastJob({ ctx: within, input: { jobId, patch: { name: 'mine' } } }),
      'write',
    ],
    [
      'cancelForecastRun',
      (within, jobId) => cancelForecastRun({ ctx: within, input: { jobId, runId } }),
      'write',
    ],
    ['runForecastJobNow', (within, jobId) => runForecastJobNow({ ctx: within, input: { jobId } }), 'write'],
    ['deleteForecastJob', (within, jobId) => deleteForecastJob({ ctx: within, input: { jobId } }), 'write'],
  ];

  test.each(verbs)(
    '%s does not find the job of another organization, nor ids that cannot be',
    async (_, verb) => {
      const { jobId } = await create();
      await addRuns(jobId, 1);
      const before = await storedJob(ctx, jobId);
      for (const id of [jobId, 'job_unknown', '', '..', '__x__', `${ctx.orgId}/forecast_jobs/${jobId}`]) {
        await expect(verb(other, id)).rejects.toMatchObject({ code: 'not-found' });
      }
      expect(await storedJob(ctx, jobId)).toEqual(before);
      expect((await storedRuns(ctx, jobId)).size).toBe(1);
      expect(other.tasks.runs).toEqual([]);
    },
  );

  const listJobs = (within: TestCtx) => listForecastJobs({ ctx: within, input: { pageSize: 5 } });

  test('listForecastJobs shows the jobs of one organization only', async () => {
    await create();
    expect((await listJobs(testContext())).items).toEqual([]);
  });

  const everyVerb: typeof verbs = [
    ...verbs,
    ['listForecastJobs', listJobs, 'read'],
    ['createForecastJob', (within) => create(within), 'write'],
  ];

  test.each(everyVerb)('%s needs its permission, before anything is read', async (_, verb, kind) => {
    const bare = kind === 'read' ? [] : rolePermissions.viewer;
    const within = { ...at(ctx, ctx.now), permissions: new Set(bare) };
    await expect(verb(within, 'job_any')).rejects.toMatchObject({
      code: 'permission-denied',
      extensions: { permission: `forecast-jobs:${kind}` },
    });
    expect(within.db.meter.reads).toBe(0);
  });
});
