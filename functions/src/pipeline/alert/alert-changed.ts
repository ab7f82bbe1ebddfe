import type { Transition } from '../../alerting/lifecycle.ts';
import type { Alert } from '../../contracts/alert.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import { writeTransitions } from './write-transitions.ts';

/** An alert with its id. */
export interface AlertEntry {
  readonly alertId: string;
  readonly alert: Alert;
}

/** What becomes of one alert in a transaction. */
export interface AlertChange {
  readonly alertId: string;
  /** As read in this transaction; null for an episode that is opened. */
  readonly before: Alert | null;
  readonly after: Alert;
  readonly transitions: readonly Transition[];
}

/**
 * The one place that writes alerts and their timelines: every change of an alert, by data or by hand, comes through here
 * in the transaction that decided on it, after that transaction's reads and before its writes. Answers the alerts as
 * written.
 */
export async function alertChanged(
  ctx: Ctx,
  transaction: MeteredTransaction,
  changes: readonly AlertChange[],
): Promise<readonly AlertEntry[]> {
  const alerts = collection(ctx.db.firestore, ctx.orgId, 'alerts');
  return changes.map(({ alertId, before, after, transitions }) => {
    const alert = {
      ...after,
      eventCount: (before?.eventCount ?? 0) + transitions.length,
      updatedAt: ctx.now,
    };
    if (before === null) transaction.create(alerts.doc(alertId), alert);
    else transaction.set(alerts.doc(alertId), alert);
    writeTransitions(ctx, transaction, alertId, before?.eventCount ?? 0, transitions);
    return { alertId, alert };
  });
}
