import type { Firestore } from 'firebase-admin/firestore';
import type { TaskQueue } from '../contracts/tasks.ts';
import { Database } from '../firestore/database.ts';
import { alertChartPng } from '../notifications/charts/alert-charts.ts';
import type { ChartOf } from '../notifications/senders/email/email-charts.ts';
import { systemContext } from '../operator/rbac/system-context.ts';

/** What charts in mail are drawn from. */
export interface ChartStores {
  readonly firestore: Firestore;
  readonly tasks: TaskQueue;
  now(): Date;
}

/** Draws the series of an alert as mail carries it along, of what `stores` are then; null for an alert without one. */
export const mailChart =
  (stores: () => ChartStores): ChartOf =>
  async ({ alertId, metricId, name, reason }, { orgId }) => {
    if (metricId === null) return null;
    const { firestore, tasks, now } = stores();
    const db = new Database(firestore);
    const ctx = systemContext({ orgId, name: 'deliverNotification', now: now(), db, tasks });
    const png = await alertChartPng({ ctx, input: { metricId, alertId } });
    return { png, alt: `The series of ${name}: ${reason}` };
  };
