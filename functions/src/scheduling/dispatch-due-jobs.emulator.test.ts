import { beforeEach, describe, expect, test } from 'vitest';
import { RecordedTasks, type TestCtx, testContext } from '../../test/support/context.ts';
import {
  addJob,
  addMetric,
  hourlySpec,
  jobDocument,
  storedJob,
  storedRuns,
} from '../../test/support/forecast-jobs.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import type { RunForecastJobTask } from '../contracts/forecast-job.ts';
import { Database } from '../firestore/database.ts';
import { dispatchDueJobs } from './dispatch-due-jobs.ts';
import { leaseMs, pendingMs } from './limits.ts';
import { shardCount } from './planner/shard-of.ts';
import { reconcileJob } from './reconcile-job.ts';
import { claimRun } from './run-lease.ts';

const created = new Date('2026-11-21T04:30:00Z');
const due = new Date('2026-11-21T05:00:07Z');
const later = new Date('2026-11-21T05:01:07Z');
const firstRun = 'run_20261121T050000Z';

// The sweep sees every organization, so each test has a Firestore of its own.
let ctx: TestCtx;

beforeEach(async () => {
  ctx = testContext({ db: isolatedDatabase(), now: created });
  await addMetric(ctx);
});

async function addObservedJob(spec: object = hourlySpec, owner: TestCtx = ctx): Promise<string> {
  const jobId = await addJob(owner, { spec });
  await reconcileJob({ ctx: owner, input: { jobId } });
  return jobId;
}

/** One sweep, with a meter of its own. */
async function sweep(now: Date, changes: { db?: Database; tasks?: RecordedTasks } = {}) {
  const db = changes.db ?? new Database(ctx.db.firestore);
  const summary = await dispatchDueJobs({ db, tasks: changes.tasks ?? ctx.tasks, now });
  return { ...summary, meter: db.meter };
}

const nextRunOf = async (jobId: string) => (await storedJob(ctx, jobId)).status.nextRunAt?.toISOString();

describe('a sweep', () => {
  test('with nothing due reads three documents, fewer than there are shards, and writes none', async () => {
    await addObservedJob();
    const { meter, ...summary } = await sweep(created);
    expect(summary).toEqual({ due: 0, enqueued: 0, recovered: 0, migrated: 0, full: false, failed: [] });
    expect([meter.reads, meter.writes]).toEqual([3, 0]);
    expect(meter.reads).toBeLessThanOrEqual(shardCount);
  });

  test('creates the run of a due job, enqueues it, and moves the next run on', async () => {
    const jobId = await addObservedJob();
    const { meter, ...summary } = await sweep(due);
    expect(summary).toEqual({ due: 1, enqueued: 1, recovered: 0, migrated: 0, full: false, failed: [] });
    expect(ctx.tasks.runs).toEqual([{ orgId: ctx.orgId, jobId, runId: firstRun }]);
    const runs = await storedRuns(ctx, jobId);
    expect([...runs.keys()]).toEqual([firstRun]);
    expect(runs.get(firstRun)).toMatchObject({
      trigger: 'schedule',
      requestedBy: 'system:sweep',
      scheduledFor: new Date('2026-11-21T05:00:00Z'),
      state: 'pending',
      attempt: 0,
      leaseExpiresAt: new Date(due.getTime() + pendingMs),
    });
    expect((await storedJob(ctx, jobId)).status).toMatchObject({
      nextRunAt: new Date('2026-11-21T06:00:00Z'),
      message: 'the run of Sat 21 Nov 2026 05:00 UTC is under way; next run Sat 21 Nov 2026 06:00 UTC',
      observedGeneration: 1,
    });
    // The job, its organization, its turn among those that wait for 06:00, and two queries that find nothing.
    expect([meter.reads, meter.writes]).toEqual([5, 2]);
  });

  test('passes by what is paused or invalid', async () => {
    await addObservedJob({ ...hourlySpec, paused: true });
    await addObservedJob({ ...hourlySpec, schedule: 'hourly' });
    expect(await sweep(due)).toMatchObject({ due: 0, enqueued: 0 });
  });

  test('collapses the instants that were missed into the latest', async () => {
    const jobId = await addObservedJob();
    await sweep(new Date('2026-11-21T09:10:00Z'));
    const runs = await storedRuns(ctx, jobId);
    expect([...runs.keys()]).toEqual(['run_20261121T090000Z']);
    expect(runs.get('run_20261121T090000Z')?.message).toContain('missed since 2026-11-21T05:00:00.000Z');
    expect(await nextRunOf(jobId)).toBe('2026-11-21T10:00:00.000Z');
  });

  test('takes a run at the very instant at which it is due', async () => {
    const jobId = await addObservedJob();
    await sweep(new Date('2026-11-21T05:00:00Z'));
    expect([...(await storedRuns(ctx, jobId)).keys()]).toEqual([firstRun]);
    expect(await nextRunOf(jobId)).toBe('2026-11-21T06:00:00.000Z');
  });

  test('goes on after a job that fails, and tells which and why', async () => {
    const bad = await addObservedJob();
    const good = await addObservedJob();
    const tasks = new FailingTasks(({ jobId }) => jobId === bad);
    const { failed, enqueued, due: found } = await sweep(due, { tasks });
    expect([found, enqueued]).toEqual([2, 1]);
    expect(tasks.runs.map(({ jobId }) => jobId)).toEqual([good]);
    expect(failed).toEqual([{ path: jobDocument(ctx, bad).path, cause: new Error('the queue is away') }]);
    expect(await sweep(later)).toMatchObject({ due: 1, enqueued: 1, failed: [] });
  });

  test('reconciles a job whose spec was edited a moment ago before it dispatches it', async () => {
    const paused = await addObservedJob();
    await jobDocument(ctx, paused).update({ 'spec.paused': true });
    const renamed = await addObservedJob();
    await jobDocument(ctx, renamed).update({ 'spec.name': 'another name' });
    expect(await sweep(due)).toMatchObject({ due: 2, enqueued: 1, failed: [] });
    expect(ctx.tasks.runs).toEqual([{ orgId: ctx.orgId, jobId: renamed, runId: firstRun }]);
    expect((await storedJob(ctx, paused)).status).toMatchObject({ phase: 'paused', nextRunAt: null });
  });

  test('leaves a document alone that is no job of an organization, and goes on', async () => {
    const stray = ctx.db.firestore.doc('forecast_jobs/stray');
    await stray.set({ spec: hourlySpec, status: { nextRunAt: created, dueAt: created, shard: 0 } });
    await addObservedJob();
    const { failed, enqueued } = await sweep(due);
    expect([enqueued, failed.map(({ path }) => path)]).toEqual([1, ['forecast_jobs/stray']]);
  });
});

describe('a sweep that dies', () => {
  test.each([
    ['before it creates the run', { commit: 1, when: 'before' }, undefined],
    ['after it created the run', { commit: 1, when: 'after' }, undefined],
    ['after it enqueued the task', undefined, 'after'],
    ['before it moved the next run on', { commit: 2, when: 'before' }, undefined],
    ['after it moved the next run on', { commit: 2, when: 'after' }, undefined],
  ] as const)('%s loses nothing: the next sweep makes it good', async (_, crash, queue) => {
    const jobId = await addObservedJob();
    const db = crash === undefined ? undefined : new DyingDatabase(ctx.db, crash.commit, crash.when);
    const tasks = queue === undefined ? ctx.tasks : new FailingTasks(() => true, ctx.tasks);
    const dead = await sweep(due, { tasks, ...(db && { db }) });
    expect(dead.failed).toHaveLength(1);
    expect(await sweep(later)).toMatchObject({ failed: [] });
    expect([...(await storedRuns(ctx, jobId)).keys()]).toEqual([firstRun]);
    expect(ctx.tasks.runs.length).toBeGreaterThanOrEqual(1);
    expect(new Set(ctx.tasks.runs.map(({ runId }) => runId))).toEqual(new Set([firstRun]));
    expect(await nextRunOf(jobId)).toBe('2026-11-21T06:00:00.000Z');
  });

  test('beside another at the same time: one run, and the next run is moved on once', async () => {
    const jobId = await addObservedJob();
    const sweeps = await Promise.all([sweep(due), sweep(due), sweep(later)]);
    expect(sweeps.flatMap(({ failed }) => failed)).toEqual([]);
    expect([...(await storedRuns(ctx, jobId)).keys()]).toEqual([firstRun]);
    expect(await nextRunOf(jobId)).toBe('2026-11-21T06:00:00.000Z');
  });

  test('is not undone by an edit that comes between reading and moving on', async () => {
    const jobId = await addObservedJob();
    const tasks = new RecordedTasks();
    tasks.enqueueRun = async () => {
      await jobDocument(ctx, jobId).update({ 'spec.paused': true });
      await reconcileJob({ ctx: { ...ctx, now: due }, input: { jobId } });
    };
    expect(await sweep(due, { tasks })).toMatchObject({ enqueued: 1, failed: [] });
    expect((await storedJob(ctx, jobId)).status).toMatchObject({ phase: 'paused', nextRunAt: null });
  });

  test('or a job deleted while it is dispatched is no failure', async () => {
    const jobId = await addObservedJob();
    const tasks = new RecordedTasks();
    tasks.enqueueRun = async () => {
      await jobDocument(ctx, jobId).delete();
    };
    expect(await sweep(due, { tasks })).toMatchObject({ enqueued: 1, failed: [] });
    expect((await jobDocument(ctx, jobId).get()).exists).toBe(false);
  });
});

describe('a lost run', () => {
  const expired = (at: Date, span: number) => new Date(at.getTime() + span + 1000);

  async function recoveredAt(now: Date) {
    ctx.tasks.runs.length = 0;
    const { recovered } = await sweep(now);
    return { recovered, handed: ctx.tasks.runs.filter(({ runId }) => runId === firstRun) };
  }

  test('whose task never came is handed out again, once for each lease', async () => {
    const jobId = await addObservedJob({ ...hourlySpec, schedule: '0 5 * * *' });
    await sweep(due);
    const now = expired(due, pendingMs);
    expect(await recoveredAt(now)).toEqual({
      recovered: 1,
      handed: [{ orgId: ctx.orgId, jobId, runId: firstRun }],
    });
    expect((await recoveredAt(new Date(now.getTime() + 60_000))).recovered).toBe(0);
    expect((await recoveredAt(expired(now, pendingMs))).recovered).toBe(1);
  });

  test('whose worker went silent is pending again, and names that worker', async () => {
    const jobId = await addObservedJob({ ...hourlySpec, schedule: '0 5 * * *' });
    await sweep(due);
    const task = { orgId: ctx.orgId, jobId, runId: firstRun };
    await claimRun({ db: ctx.db, task, workerId: 'worker-1', now: due });
    expect((await recoveredAt(new Date(due.getTime() + leaseMs - 1000))).recovered).toBe(0);
    expect((await recoveredAt(expired(due, leaseMs))).handed).toEqual([task]);
    expect((await storedRuns(ctx, jobId)).get(firstRun)).toMatchObject({
      state: 'pending',
      leaseOwner: null,
      attempt: 1,
      message: expect.stringContaining('worker-1'),
    });
  });

  test('that could not be handed out is handed out by the next sweep', async () => {
    await addObservedJob({ ...hourlySpec, schedule: '0 5 * * *' });
    await sweep(due);
    const now = expired(due, pendingMs);
    const { recovered, failed } = await sweep(now, { tasks: new FailingTasks(() => true) });
    expect([recovered, failed.length]).toEqual([0, 1]);
    expect((await recoveredAt(new Date(now.getTime() + 60_000))).recovered).toBe(1);
  });

  test('that a worker claims while it is handed out stays with that worker', async () => {
    const jobId = await addObservedJob({ ...hourlySpec, schedule: '0 5 * * *' });
    await sweep(due);
    const now = expired(due, pendingMs);
    const tasks = new RecordedTasks();
    tasks.enqueueRun = async (task) => {
      await claimRun({ db: ctx.db, task, workerId: 'worker-2', now });
    };
    expect(await sweep(now, { tasks })).toMatchObject({ recovered: 1, failed: [] });
    expect((await storedRuns(ctx, jobId)).get(firstRun)).toMatchObject({
      state: 'running',
      leaseOwner: 'worker-2',
      leaseExpiresAt: new Date(now.getTime() + leaseMs),
    });
  });
});

/** A queue that fails for some tasks; with `delivered`, after it took them. */
class FailingTasks extends RecordedTasks {
  readonly #fails: (task: RunForecastJobTask) => boolean;
  readonly #delivered: RecordedTasks | undefined;

  constructor(fails: (task: RunForecastJobTask) => boolean, delivered?: RecordedTasks) {
    super();
    this.#fails = fails;
    this.#delivered = delivered;
  }

  override async enqueueRun(task: RunForecastJobTask): Promise<void> {
    await this.#delivered?.enqueueRun(task);
    if (this.#fails(task)) throw new Error('the queue is away');
    await super.enqueueRun(task);
  }
}

/** A database whose process dies before or after its n-th commit. */
class DyingDatabase extends Database {
  readonly #dies: number;
  readonly #when: 'before' | 'after';
  #commits = 0;

  constructor({ firestore }: Database, dies: number, when: 'before' | 'after') {
    super(firestore);
    this.#dies = dies;
    this.#when = when;
  }

  override async commit(build: Parameters<Database['commit']>[0]): Promise<void> {
    this.#commits += 1;
    if (this.#commits === this.#dies && this.#when === 'before') throw new Error('died');
    await super.commit(build);
    if (this.#commits === this.#dies) throw new Error('died');
  }
}
