import type { ForecastBatch, ForecastBatchTask } from '../../src/contracts/forecast-batch.ts';
import type { RunForecastJobTask } from '../../src/contracts/forecast-job.ts';
import type { ForecastRun } from '../../src/contracts/forecast-run.ts';
import { batchCollection, collection, runCollection } from '../../src/firestore/collections.ts';
import type { Meter } from '../../src/firestore/meter.ts';
import { runForecastId, writeForecast } from '../../src/pipeline/forecast/keep-forecast.ts';
import { forecastBatch } from '../../src/scheduling/forecast-batch.ts';
import type { ForecastMetric } from '../../src/scheduling/forecast-series.ts';
import { pendingRun, runIdAt } from '../../src/scheduling/pending-run.ts';
import { shardOf } from '../../src/scheduling/planner/shard-of.ts';
import { reconcileJob } from '../../src/scheduling/reconcile-job.ts';
import { runForecastJob } from '../../src/scheduling/run-forecast-job.ts';
import { at, type TestCtx } from './context.ts';
import { addJob, addMetric, hourlySpec } from './forecast-jobs.ts';
import { sketchedForecast } from './stored-forecasts.ts';

const scheduledFor = new Date('2026-11-21T13:00:00Z');

/** How one delivery fares. */
export interface DeliveryOptions {
  readonly workerId?: string;
  readonly forecastMetric?: ForecastMetric;
  /** Whose context it is delivered in; the job's own where absent. */
  readonly within?: TestCtx;
}

/** A job over many series, few of them for each task, with a run that waits for its task, and a clock. */
export class FannedOutJob {
  readonly ctx: TestCtx;
  readonly metricIds: readonly string[];
  readonly task: RunForecastJobTask;
  readonly seriesPerBatch: number;
  now = new Date('2026-11-21T13:00:05Z');

  private constructor(
    ctx: TestCtx,
    metricIds: readonly string[],
    task: RunForecastJobTask,
    seriesPerBatch: number,
  ) {
    this.ctx = ctx;
    this.metricIds = metricIds;
    this.task = task;
    this.seriesPerBatch = seriesPerBatch;
  }

  static async begin(
    ctx: TestCtx,
    { series, seriesPerBatch, spec = {} }: { series: number; seriesPerBatch: number; spec?: object },
  ): Promise<FannedOutJob> {
    const hosts = Array.from({ length: series }, (_, place) => `host-${String(place).padStart(5, '0')}`);
    const metricIds = await Promise.all(hosts.map((host) => addMetric(ctx, 'load', { host })));
    const selector = { metric: 'load', labels: {} };
    const jobId = await addJob(ctx, { spec: { ...hourlySpec, selector, ...spec } });
    await reconcileJob({ ctx, input: { jobId } });
    const task = { orgId: ctx.orgId, jobId, runId: runIdAt(scheduledFor) };
    const job = new FannedOutJob(ctx, [...metricIds].sort(), task, seriesPerBatch);
    const { now } = job;
    const waiting = { trigger: 'schedule', message: 'waiting', requestedBy: 'system:test' } as const;
    const run = { ...pendingRun({ ...waiting, scheduledFor, now }), shard: shardOf(ctx.orgId, jobId) };
    await job.runRef.set(run);
    return job;
  }

  get runRef() {
    const { orgId, jobId, runId } = this.task;
    return runCollection(this.ctx.db.firestore, orgId, jobId).doc(runId);
  }

  get batchesRef() {
    const { orgId, jobId, runId } = this.task;
    return batchCollection(this.ctx.db.firestore, orgId, jobId, runId);
  }

  later(seconds: number): void {
    this.now = new Date(this.now.getTime() + seconds * 1_000);
  }

  /** Keeps a forecast for real, though of nothing. */
  readonly keeps: ForecastMetric = async ({ ctx, input: { metricId, jobId, runId } }) => {
    const forecastId = runForecastId(metricId, jobId, runId);
    const sketch = { metricId, from: this.now.getTime(), medians: [1] };
    await writeForecast(ctx, forecastId, { ...sketchedForecast(sketch), jobId, runId });
    return { forecastId, horizon: 1, to: this.now };
  };

  /** As `keeps`, but for some series, which meet what `fail` throws. */
  failing(fail: () => unknown, concerns: (metricId: string) => boolean = () => true): ForecastMetric {
    return async (call) => {
      if (concerns(call.input.metricId)) throw fail();
      return this.keeps(call);
    };
  }

  /** Delivers the run's task. */
  async deliverRun(options: DeliveryOptions = {}) {
    const { call, deps } = this.#delivery(options);
    const result = await runForecastJob({ ...call, input: this.task, deps });
    return { result, meter: call.ctx.db.meter };
  }

  /** Delivers the task of a batch. */
  async deliverBatch(batchId: string, options: DeliveryOptions = {}) {
    const { call, deps } = this.#delivery(options);
    const result = await forecastBatch({ ...call, input: { ...this.task, batchId }, deps });
    return { result, meter: call.ctx.db.meter };
  }

  /** Delivers each task of a batch that was enqueued, one after the other; answers what each came to, and the cost. */
  async deliverAll(options: DeliveryOptions = {}) {
    const results: string[] = [];
    const meters: Meter[] = [];
    for (const { batchId } of this.takeTasks()) {
      const { result, meter } = await this.deliverBatch(batchId, options);
      results.push(result);
      meters.push(meter);
    }
    return { results, meters };
  }

  /** What the queue of batches holds, which is empty then. */
  takeTasks(): readonly ForecastBatchTask[] {
    const tasks = this.ctx.tasks.batches.filter(({ jobId }) => jobId === this.task.jobId);
    this.ctx.tasks.batches.length = 0;
    return tasks;
  }

  async run(): Promise<ForecastRun> {
    const run = (await this.runRef.get()).data();
    if (run === undefined) throw new Error('the run is gone');
    return run;
  }

  async batches(): Promise<ReadonlyMap<string, ForecastBatch>> {
    const { docs } = await this.batchesRef.get();
    return new Map(docs.map((found) => [found.id, found.data()]));
  }

  /** Of each forecast of the job, the series. */
  async forecast(): Promise<readonly (string | null)[]> {
    const forecasts = collection(this.ctx.db.firestore, this.ctx.orgId, 'forecasts');
    const { docs } = await forecasts.where('jobId', '==', this.task.jobId).get();
    return docs.map((found) => found.data().metricId).sort();
  }

  #delivery({ workerId = 'worker-1', forecastMetric = this.keeps, within = this.ctx }: DeliveryOptions) {
    const forecastHierarchy = () => Promise.reject(new Error('the job has no hierarchy'));
    const clock = () => this.now;
    const { seriesPerBatch } = this;
    const deps = { forecastMetric, forecastHierarchy, workerId, clock, seriesPerBatch };
    return { call: { ctx: at(within, this.now) }, deps };
  }
}
