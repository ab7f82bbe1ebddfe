import { isOpen, type Transition } from '../../alerting/lifecycle.ts';
import type { Alert, AlertEvent } from '../../contracts/alert.ts';
import type { AlertRule } from '../../contracts/alert-rule.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import { silenceWhatFires } from './silences/silence-what-fires.ts';
import { wakeGroups } from './wake-groups.ts';
import { writeTransitions } from './write-transitions.ts';

/** An alert with its id. */
export interface AlertEntry {
  readonly alertId: string;
  readonly alert: Alert;
}

/** An entry of the timeline about the alert itself: of kind `state` where it does not say. */
export type TimelineEntry = Transition & Partial<Pick<AlertEvent, 'kind' | 'assignedTo'>>;

/** What becomes of one alert in a transaction. */
export interface AlertChange {
  readonly alertId: string;
  /** As read in this transaction; null for an episode that is opened. */
  readonly before: Alert | null;
  readonly after: Alert;
  readonly transitions: readonly TimelineEntry[];
  /** The rule of the alert, where it was read already; by it the alert is routed when it fires. */
  readonly rule?: AlertRule;
}

/**
 * The one place that writes alerts and their timelines: every change of an alert, by data or by hand, comes through here
 * in the transaction that decided on it, after that transaction's reads and before its writes. What fires while a silence
 * holds is silenced here, for one read of silences where something fires; where a change is one to be told, the groups in
 * which it is are woken. Answers the alerts as written.
 */
export async function alertChanged(
  ctx: Ctx,
  transaction: MeteredTransaction,
  changes: readonly AlertChange[],
): Promise<readonly AlertEntry[]> {
  const alerts = collection(ctx.db.firestore, ctx.orgId, 'alerts');
  const decided = await silenceWhatFires(ctx, transaction, changes);
  const wake = await wakeGroups(ctx, transaction, decided);
  const entries = decided.map(({ alertId, before, after, transitions }, index) => {
    const written = before?.eventCount ?? 0;
    const alert = {
      ...after,
      groupIds: [...(wake.groupIds[index] ?? after.groupIds)],
      open: isOpen(after.state),
      eventCount: written + transitions.length,
      updatedAt: ctx.now,
    };
    if (before === null) transaction.create(alerts.doc(alertId), alert);
    else transaction.set(alerts.doc(alertId), alert);
    writeTransitions(ctx, transaction, alertId, written, transitions);
    return { alertId, alert };
  });
  wake.write(entries);
  return entries;
}
