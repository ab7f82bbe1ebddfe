import type { BackfillTask } from '../../src/contracts/anomaly-backfill.ts';
import type { ExportTask } from '../../src/contracts/export.ts';
import type { ForecastBatchTask } from '../../src/contracts/forecast-batch.ts';
import type { AnalyseSeriesTask, RunForecastJobTask } from '../../src/contracts/forecast-job.ts';
import { randomId } from '../../src/contracts/ids.ts';
import type { DeliverNotificationTask, FlushGroupTask } from '../../src/contracts/notification-tasks.ts';
import { type Permission, permissions } from '../../src/contracts/permissions.ts';
import type { TaskQueue } from '../../src/contracts/tasks.ts';
import type { Ctx } from '../../src/firestore/context.ts';
import { Database } from '../../src/firestore/database.ts';
import { emulatorFirestore } from './firestore.ts';
import { testNotifier } from './notifier.ts';

/** A queue that keeps what was enqueued, for the test to look at and to deliver: once, twice, or not at all. */
export class RecordedTasks implements TaskQueue {
  readonly analyses: AnalyseSeriesTask[] = [];
  readonly runs: RunForecastJobTask[] = [];
  /** When the runs that were enqueued with a start may begin. */
  readonly runStarts: Date[] = [];
  readonly batches: ForecastBatchTask[] = [];
  readonly backfills: BackfillTask[] = [];
  readonly exports: ExportTask[] = [];
  readonly flushes: (FlushGroupTask & { readonly notBefore?: Date })[] = [];
  readonly deliveries: (DeliverNotificationTask & { readonly notBefore?: Date })[] = [];

  async enqueueAnalysis(task: AnalyseSeriesTask): Promise<void> {
    this.analyses.push(task);
  }

  async enqueueRun(task: RunForecastJobTask, { notBefore }: { notBefore?: Date } = {}): Promise<void> {
    this.runs.push(task);
    if (notBefore !== undefined) this.runStarts.push(notBefore);
  }

  async enqueueBatch(task: ForecastBatchTask): Promise<void> {
    this.batches.push(task);
  }

  async enqueueBackfill(task: BackfillTask): Promise<void> {
    this.backfills.push(task);
  }

  async enqueueExport(task: ExportTask): Promise<void> {
    this.exports.push(task);
  }

  async enqueueFlush(task: FlushGroupTask, options: { readonly notBefore?: Date } = {}): Promise<void> {
    this.flushes.push({ ...task, ...options });
  }

  async enqueueDelivery(
    task: DeliverNotificationTask,
    options: { readonly notBefore?: Date } = {},
  ): Promise<void> {
    this.deliveries.push({ ...task, ...options });
  }
}

export interface TestCtx extends Ctx {
  readonly tasks: RecordedTasks;
}

/** A context in an organization of its own on the Firestore emulator, so that suites share nothing. */
export function testContext(
  overrides: Partial<Omit<Ctx, 'permissions' | 'tasks'>> & { permissions?: readonly Permission[] } = {},
): TestCtx {
  return {
    orgId: randomId('organization'),
    actor: { type: 'user', id: 'ada' },
    now: new Date('2026-11-21T12:00:00Z'),
    requestId: randomId('request'),
    db: new Database(emulatorFirestore()),
    notifier: testNotifier(),
    ...overrides,
    permissions: new Set(overrides.permissions ?? permissions),
    tasks: new RecordedTasks(),
  };
}

/** The same context at another time, or with other overrides: same organization, same store, fresh meter. */
export function at(ctx: TestCtx, now: Date): TestCtx {
  return { ...ctx, now, db: new Database(ctx.db.firestore) };
}
