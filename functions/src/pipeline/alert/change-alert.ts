import type { Alert } from '../../contracts/alert.ts';
import { notFound } from '../../contracts/errors.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { alertChanged, type TimelineEntry } from './alert-changed.ts';
import type { AlertResponse } from './get-alert.ts';

/** What a person's call makes of an alert: its fields, and what the timeline says. */
export interface ManualChange {
  readonly fields: Partial<Alert>;
  readonly entry: TimelineEntry;
}

/**
 * Changes one alert as a person asks, in one transaction. `decide` may read on in it; it answers null where the alert is
 * so already, which writes nothing and answers it as it is. The audit log says `alert.` and the verb.
 */
export async function changeAlert(
  ctx: Ctx,
  alertId: string,
  verb: 'acknowledge' | 'resolve' | 'reopen' | 'assign' | 'note',
  decide: (
    alert: Alert,
    transaction: MeteredTransaction,
  ) => ManualChange | null | Promise<ManualChange | null>,
): Promise<AlertResponse> {
  const reference = collection(ctx.db.firestore, ctx.orgId, 'alerts').doc(alertId);
  return ctx.db.transaction(async (transaction) => {
    const before = (await transaction.get(reference)).data();
    if (before === undefined) throw notFound('alert', alertId);
    const change = await decide(before, transaction);
    if (change === null) return { alertId, ...before };
    const after = { ...before, ...change.fields };
    const changes = [{ alertId, before, after, transitions: [change.entry] }];
    const [written] = await alertChanged(ctx, transaction, changes);
    const alert = written?.alert ?? after;
    recordAudit(ctx, transaction, { verb, type: 'alert', id: alertId, before, after: alert });
    return { alertId, ...alert };
  });
}

/** An entry for something that leaves the alert in the state that it is in. */
export function entryFor(
  { state, value, beneathSilence, silencedBy }: Alert,
  said: Pick<TimelineEntry, 'at' | 'reason' | 'kind' | 'assignedTo'>,
): TimelineEntry {
  return { from: state, to: state, value, beneathSilence, silencedBy, ...said };
}
