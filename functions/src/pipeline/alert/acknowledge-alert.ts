import { acknowledge } from '../../alerting/lifecycle-by-hand.ts';
import type { AcknowledgeAlertRequest } from '../../contracts/alert.ts';
import { actorName } from '../../contracts/context.ts';
import { DomainError, notFound } from '../../contracts/errors.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { alertChanged } from './alert-changed.ts';
import type { AlertResponse } from './get-alert.ts';

/**
 * Says that somebody takes care of a firing alert. Saying it again changes nothing: the first stays the one who does.
 *
 * @throws {DomainError} `failed-precondition` unless the alert fires.
 */
export async function acknowledgeAlert({
  ctx,
  input: { alertId, note },
}: {
  ctx: Ctx;
  input: AcknowledgeAlertRequest & { alertId: string };
}): Promise<AlertResponse> {
  requirePermission(ctx, 'alerts:write');
  const reference = collection(ctx.db.firestore, ctx.orgId, 'alerts').doc(alertId);
  const actor = actorName(ctx.actor);
  return ctx.db.transaction(async (transaction) => {
    const alert = (await transaction.get(reference)).data();
    if (alert === undefined) throw notFound('alert', alertId);
    if (alert.state === 'acknowledged') return { alertId, ...alert };
    const cause = { at: ctx.now, actor, reason: note ?? `acknowledged by ${actor}` };
    const { snapshot, transition } = acknowledge(alert, cause);
    if (transition === null) throw notFiring(alert.state);
    const after = { ...alert, ...snapshot };
    const change = { alertId, before: alert, after, transitions: [transition] };
    const [changed] = await alertChanged(ctx, transaction, [change]);
    return { alertId, ...(changed?.alert ?? after) };
  });
}

function notFiring(state: string): DomainError {
  return new DomainError(
    'failed-precondition',
    'ALERT_NOT_FIRING',
    `the alert is ${state}: only a firing alert can be acknowledged`,
    { extensions: { state } },
  );
}
