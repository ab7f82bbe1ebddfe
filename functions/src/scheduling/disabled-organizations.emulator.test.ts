import { beforeEach, describe, expect, it } from 'vitest';
import { alertRule } from '../../test/support/alerts.ts';
import { at, RecordedTasks, type TestCtx, testContext } from '../../test/support/context.ts';
import { addJob, addMetric, hourlySpec, storedJob, storedRuns } from '../../test/support/forecast-jobs.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import { notify } from '../../test/support/notification-groups.ts';
import { setStatus } from '../../test/support/people.ts';
import { notificationGroupSchema } from '../contracts/notification-group.ts';
import { collection } from '../firestore/collections.ts';
import { Database } from '../firestore/database.ts';
import { reconcileAlertRule } from '../pipeline/alert/watch/reconcile-alert-rule.ts';
import { analyseSeries } from '../pipeline/anomaly/analyse-series.ts';
import { ingestJson } from '../pipeline/ingest/ingest-json.ts';
import { metricIdOf } from '../pipeline/normalise/metric-id.ts';
import { advanceGroups } from './advance-groups.ts';
import { advanceWatches } from './advance-watches.ts';
import { dispatchDueJobs } from './dispatch-due-jobs.ts';
import { dispatchJob } from './dispatch-job.ts';
import { reconcileJob } from './reconcile-job.ts';

const noon = new Date('2026-11-21T12:00:00Z');
const minute = (n: number) => new Date(noon.getTime() + n * 60_000);

// A tick sees every organization, so each test has a Firestore of its own.
let asleep: TestCtx;
let awake: TestCtx;

beforeEach(async () => {
  const db = isolatedDatabase();
  asleep = testContext({ db, now: noon });
  awake = testContext({ db, now: noon });
  await Promise.all([setStatus(asleep, 'disabled'), setStatus(awake, 'active')]);
});

const counted = () => new Database(asleep.db.firestore);

describe('a sweep', () => {
  async function addObservedJob(ctx: TestCtx): Promise<string> {
    await addMetric(ctx);
    const jobId = await addJob(ctx, { spec: { ...hourlySpec, catchUp: 'all' } });
    await reconcileJob({ ctx, input: { jobId } });
    return jobId;
  }

  async function sweep(now: Date) {
    const [db, tasks] = [counted(), new RecordedTasks()];
    const { due, enqueued, failed } = await dispatchDueJobs({ db, tasks, now });
    return { due, enqueued, failed, orgIds: tasks.runs.map(({ orgId }) => orgId), meter: db.meter };
  }

  it('starts nothing for a disabled organization, moves its jobs on, and asks once for all of them', async () => {
    const jobIds = [await addObservedJob(asleep), await addObservedJob(asleep)];
    await addObservedJob(awake);
    const { meter, ...found } = await sweep(minute(61));
    expect(found).toEqual({ due: 3, enqueued: 1, failed: [], orgIds: [awake.orgId] });
    // Three jobs, two organizations, the turns of both, and two queries that find nothing.
    expect([meter.reads, meter.writes]).toEqual([3 + 2 + 2 + 2, 4]);
    for (const jobId of jobIds) {
      expect((await storedRuns(asleep, jobId)).size).toBe(0);
      expect((await storedJob(asleep, jobId)).status).toMatchObject({
        nextRunAt: minute(120),
        lastRun: null,
        failuresInRow: 0,
      });
    }
  });

  it('goes on with the next instant once it is enabled, and makes up for none', async () => {
    const jobId = await addObservedJob(asleep);
    await sweep(minute(61));
    await sweep(minute(121));
    await setStatus(asleep, 'active');
    expect(await sweep(minute(181))).toMatchObject({ enqueued: 1, orgIds: [asleep.orgId] });
    expect([...(await storedRuns(asleep, jobId)).keys()]).toEqual(['run_20261121T150000Z']);
  });
});

describe('a tick', () => {
  async function watched(ctx: TestCtx): Promise<void> {
    const condition = { type: 'absence', afterSeconds: 3_600 } as const;
    const rule = alertRule({ selector: { metric: 'load', labels: {} }, condition });
    await collection(ctx.db.firestore, ctx.orgId, 'alert_rules').doc('rul_1').set(rule);
    await reconcileAlertRule({ ctx, input: { ruleId: 'rul_1' } });
    const points = [-1, 0].map((n) => [minute(n).getTime(), 1]);
    await ingestJson({ ctx, input: { body: { series: [{ metric: 'load', points }], timestampUnit: 'ms' } } });
    const span = { metricId: metricIdOf('load', {}), from: minute(-1).getTime(), to: noon.getTime() };
    await analyseSeries({ ctx, input: span });
  }

  const alertsOf = async ({ db, orgId }: TestCtx) =>
    (await collection(db.firestore, orgId, 'alerts').get()).size;

  it('takes no silence of a disabled organization for one, until it is enabled', async () => {
    await Promise.all([watched(asleep), watched(awake)]);
    const tick = (n: number) => advanceWatches({ db: counted(), tasks: new RecordedTasks(), now: minute(n) });
    expect(await tick(90)).toMatchObject({ found: 2, done: 1, failed: [] });
    expect([await alertsOf(asleep), await alertsOf(awake)]).toEqual([0, 1]);
    await setStatus(asleep, 'active');
    expect(await tick(91)).toMatchObject({ done: 0 });
    await tick(151);
    expect(await alertsOf(asleep)).toBe(1);
  });

  it('puts off for an hour what a disabled organization would be told', async () => {
    for (const ctx of [asleep, awake]) {
      const group = notificationGroupSchema.parse({
        route: { kind: 'policy', id: 'pol_1', name: 'all' },
        notify: notify(),
        groupLabels: {},
        nextFlushAt: noon,
        shard: 0,
        createdAt: noon,
        updatedAt: noon,
      });
      await collection(ctx.db.firestore, ctx.orgId, 'notification_groups').doc('grp_1').set(group);
    }
    const tick = async (n: number) => {
      const tasks = new RecordedTasks();
      await advanceGroups({ db: counted(), tasks, now: minute(n) });
      return tasks.flushes.map(({ orgId }) => orgId);
    };
    expect(await tick(1)).toEqual([awake.orgId]);
    await setStatus(asleep, 'active');
    expect(await tick(60)).toEqual([awake.orgId]);
    expect((await tick(61)).sort()).toEqual([asleep.orgId, awake.orgId].sort());
  });
});

it('asks whether an organization is disabled where only one job is looked at, too', async () => {
  const jobId = await addJob(asleep, { spec: hourlySpec });
  await reconcileJob({ ctx: asleep, input: { jobId } });
  const found = await asleep.db.firestore.doc(`organizations/${asleep.orgId}/forecast_jobs/${jobId}`).get();
  const later = at(asleep, minute(61));
  const input = { db: later.db, tasks: later.tasks, now: later.now, calledBy: 'cloud-scheduler' } as const;
  expect(await dispatchJob(input, found as never)).toBe(false);
  expect(later.tasks.runs).toEqual([]);
});
