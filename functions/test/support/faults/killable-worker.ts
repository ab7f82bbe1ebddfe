/**
 * A worker in a process of its own, for tests that kill it: does one run, or one batch of one, on the Firestore emulator
 * with the real pipeline, and stands still at the write that its argument names.
 */
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { type ForecastBatchTask, forecastBatchTaskSchema } from '../../../src/contracts/forecast-batch.ts';
import { type RunForecastJobTask, runForecastJobTaskSchema } from '../../../src/contracts/forecast-job.ts';
import { Database, type MeteredTransaction } from '../../../src/firestore/database.ts';
import { systemContext } from '../../../src/operator/rbac/system-context.ts';
import { forecastMetric } from '../../../src/pipeline/forecast/forecast-metric.ts';
import { forecastSelected } from '../../../src/pipeline/hierarchy/forecast-selected.ts';
import { forecastBatch } from '../../../src/scheduling/forecast-batch.ts';
import type { ForecastDeps } from '../../../src/scheduling/forecast-deps.ts';
import { runForecastJob } from '../../../src/scheduling/run-forecast-job.ts';
import { RecordedTasks } from '../context.ts';
import { standStill } from './stand-still.ts';

/** What a killable worker is told. */
export interface KillableOrder {
  readonly projectId: string;
  readonly task: RunForecastJobTask | ForecastBatchTask;
  /** Series for one task, where the run is to be split. */
  readonly seriesPerBatch?: number;
  readonly now: string;
  /** What each series costs of the clock. */
  readonly seriesMs: number;
  /** The write, counted from 1, at which it stands still until it is killed or gets a line; `during`: it only tells. */
  readonly stop: { readonly write: number; readonly when: 'before' | 'during' | 'after' };
}

/** Each commit and transaction is a write. */
class TellingDatabase extends Database {
  readonly #stop: KillableOrder['stop'];
  #writes = 0;

  constructor(firestore: Database['firestore'], stop: KillableOrder['stop']) {
    super(firestore);
    this.#stop = stop;
  }

  override async commit(build: Parameters<Database['commit']>[0]): Promise<void> {
    await this.#told(() => super.commit(build));
  }

  override async transaction<R>(body: (transaction: MeteredTransaction) => Promise<R>): Promise<R> {
    return this.#told(() => super.transaction(body));
  }

  async #told<R>(write: () => Promise<R>): Promise<R> {
    this.#writes += 1;
    const here = this.#writes === this.#stop.write;
    const { when } = this.#stop;
    if (here && when === 'before') await standStill(when);
    if (here && when === 'during') process.stdout.write('at during\n');
    const result = await write();
    if (here && when === 'after') await standStill(when);
    return result;
  }
}

const order: KillableOrder = JSON.parse(process.argv[2] ?? '');
const { projectId, task, now, seriesMs, seriesPerBatch, stop } = order;
const firestore = getFirestore(initializeApp({ projectId }));
firestore.settings({ ignoreUndefinedProperties: true });
const started = new Date(now);
let elapsedMs = 0;

const ctx = systemContext({
  orgId: task.orgId,
  name: 'killableWorker',
  now: started,
  db: new TellingDatabase(firestore, stop),
  tasks: new RecordedTasks(),
});
const deps: ForecastDeps = {
  forecastMetric: (call) => {
    elapsedMs += seriesMs;
    return forecastMetric(call);
  },
  forecastHierarchy: forecastSelected,
  workerId: `worker-${process.pid}`,
  clock: () => new Date(started.getTime() + elapsedMs),
  ...(seriesPerBatch !== undefined && { seriesPerBatch }),
};
const result =
  'batchId' in task
    ? await forecastBatch({ ctx, input: forecastBatchTaskSchema.parse(task), deps })
    : await runForecastJob({ ctx, input: runForecastJobTaskSchema.parse(task), deps });
process.stdout.write(`ended ${result}\n`);
await firestore.terminate();
