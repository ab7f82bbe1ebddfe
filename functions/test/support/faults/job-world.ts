import type { ForecastBatch, ForecastBatchTask } from '../../../src/contracts/forecast-batch.ts';
import type { RunForecastJobTask } from '../../../src/contracts/forecast-job.ts';
import type { ForecastRun } from '../../../src/contracts/forecast-run.ts';
import { batchCollection, collection } from '../../../src/firestore/collections.ts';
import { runForecastId, writeForecast } from '../../../src/pipeline/forecast/keep-forecast.ts';
import { dispatchDueJobs } from '../../../src/scheduling/dispatch-due-jobs.ts';
import { forecastBatch } from '../../../src/scheduling/forecast-batch.ts';
import type { ForecastMetric } from '../../../src/scheduling/forecast-series.ts';
import { reconcileJob } from '../../../src/scheduling/reconcile-job.ts';
import { runForecastJob } from '../../../src/scheduling/run-forecast-job.ts';
import { RecordedTasks, type TestCtx, testContext } from '../context.ts';
import { addJob, addMetric, hourlySpec, storedJob, storedRuns } from '../forecast-jobs.ts';
import { sketchedForecast } from '../stored-forecasts.ts';
import { SteppedDatabase } from './stepped-database.ts';
import { SteppedProcess } from './stepped-process.ts';

const minuteMs = 60_000;

export interface WorkerSetting {
  readonly workerId: string;
  /** How far the worker's clock is ahead of the world's. */
  readonly skewMinutes: number;
  /** Whether its series meet an unexpected error. */
  readonly fails?: boolean;
}

/** A task of either queue. */
export type JobTask = RunForecastJobTask | ForecastBatchTask;

/** What stands in the store of one job: what a person could see. */
export interface Seen {
  readonly runs: ReadonlyMap<string, ForecastRun>;
  /** The batches of all runs, by run and id. */
  readonly batches: ReadonlyMap<string, ForecastBatch>;
  /** Every forecast of the organization, by id. */
  readonly forecasts: ReadonlyMap<string, { metricId: string | null; runId: string | null }>;
  readonly job: Awaited<ReturnType<typeof storedJob>> | undefined;
}

/** One job over two series, its queue and its clock, and stepped processes that work on it: sweeps and workers. */
export class JobWorld {
  readonly ctx: TestCtx;
  readonly jobId: string;
  readonly queue: JobTask[] = [];
  /** Series for one task: all of them, or one, where runs are split. */
  readonly seriesPerBatch: number | undefined;
  now = new Date('2026-11-21T04:30:00Z');
  #deliveries = 0;

  private constructor(ctx: TestCtx, jobId: string, seriesPerBatch: number | undefined) {
    this.ctx = ctx;
    this.jobId = jobId;
    this.seriesPerBatch = seriesPerBatch;
  }

  static async begin(db: TestCtx['db'], seriesPerBatch?: number): Promise<JobWorld> {
    const ctx = testContext({ db, now: new Date('2026-11-21T04:30:00Z') });
    for (const airport of ['ATL', 'ORD']) await addMetric(ctx, 'flights.departures', { airport });
    const selector = { metric: 'flights.departures', labels: {} };
    const jobId = await addJob(ctx, { spec: { ...hourlySpec, selector } });
    const world = new JobWorld(ctx, jobId, seriesPerBatch);
    await world.reconcile();
    return world;
  }

  later(minutes: number): void {
    this.now = new Date(this.now.getTime() + minutes * minuteMs);
  }

  reconcile() {
    return reconcileJob({ ctx: { ...this.ctx, now: this.now }, input: { jobId: this.jobId } });
  }

  /** A sweep by a clock that is ahead of the world's by some minutes. */
  async sweep(skewMinutes = 0): Promise<SteppedProcess> {
    const process = new SteppedProcess('sweep');
    const tasks = new RecordedTasks();
    // Other worlds of the same store may have left something due.
    tasks.enqueueRun = (task) =>
      process.pass(async () => {
        if (task.orgId === this.ctx.orgId) this.queue.push(task);
      });
    const db = new SteppedDatabase(this.ctx.db, process);
    await process.start(() => dispatchDueJobs({ db, tasks, now: this.#ahead(skewMinutes) }));
    return process;
  }

  /** A delivery of a task to a worker, which keeps forecasts that tell which delivery made them. */
  async deliver(
    task: JobTask,
    { workerId, skewMinutes, fails = false }: WorkerSetting,
  ): Promise<SteppedProcess> {
    const process = new SteppedProcess(workerId);
    this.#deliveries += 1;
    const made = this.#deliveries;
    const clock = () => this.#ahead(skewMinutes);
    const forecastMetric: ForecastMetric = async ({ ctx, input: { metricId, jobId, runId } }) => {
      if (fails) throw new Error('the disk is on fire');
      const sketch = { metricId, from: task.runId.length, medians: [made] };
      const forecastId = runForecastId(metricId, jobId, runId);
      await writeForecast(ctx, forecastId, { ...sketchedForecast(sketch), jobId, runId });
      return { forecastId, horizon: 1, to: clock() };
    };
    const forecastHierarchy = () => Promise.reject(new Error('the job has no hierarchy'));
    const perTask = this.seriesPerBatch === undefined ? {} : { seriesPerBatch: this.seriesPerBatch };
    const deps = { forecastMetric, forecastHierarchy, workerId, clock, ...perTask };
    const tasks = new RecordedTasks();
    tasks.enqueueBatch = (batch) => process.pass(async () => void this.queue.push(batch));
    const ctx = { ...this.ctx, now: clock(), db: new SteppedDatabase(this.ctx.db, process), tasks };
    await process.start(() =>
      'batchId' in task
        ? forecastBatch({ ctx, input: task, deps })
        : runForecastJob({ ctx, input: task, deps }),
    );
    return process;
  }

  async seen(): Promise<Seen> {
    const { db, orgId } = this.ctx;
    const [runs, forecasts, job] = await Promise.all([
      storedRuns(this.ctx, this.jobId),
      collection(db.firestore, orgId, 'forecasts').get(),
      storedJob(this.ctx, this.jobId),
    ]);
    const batches = new Map<string, ForecastBatch>();
    for (const runId of this.seriesPerBatch === undefined ? [] : runs.keys()) {
      const { docs } = await batchCollection(db.firestore, orgId, this.jobId, runId).get();
      for (const batch of docs) batches.set(`${runId}/${batch.id}`, batch.data());
    }
    return {
      runs,
      batches,
      forecasts: new Map(forecasts.docs.map((found) => [found.id, found.data()])),
      job,
    };
  }

  /** Takes the job away, so that no later sweep of the store meets it. */
  async end(): Promise<void> {
    const { db, orgId } = this.ctx;
    await db.firestore.recursiveDelete(db.firestore.collection('organizations').doc(orgId));
  }

  #ahead(minutes: number): Date {
    return new Date(this.now.getTime() + minutes * minuteMs);
  }
}
