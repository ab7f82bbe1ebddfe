import { acknowledge } from '../../alerting/lifecycle-by-hand.ts';
import type { AcknowledgeAlertRequest } from '../../contracts/alert.ts';
import { actorName } from '../../contracts/context.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { alertNotFiring } from './alert-not-firing.ts';
import { changeAlert } from './change-alert.ts';
import type { AlertResponse } from './get-alert.ts';

/**
 * Says that somebody takes care of a firing alert, silenced or not. Saying it again changes nothing: the first stays the
 * one who does.
 *
 * @throws {DomainError} `failed-precondition` (ALERT_NOT_FIRING) unless the alert fires.
 */
export async function acknowledgeAlert({
  ctx,
  input: { alertId, note },
}: {
  ctx: Ctx;
  input: AcknowledgeAlertRequest & { alertId: string };
}): Promise<AlertResponse> {
  requirePermission(ctx, 'alerts:write');
  const actor = actorName(ctx.actor);
  return changeAlert(ctx, alertId, 'acknowledge', (alert) => {
    if ((alert.beneathSilence ?? alert.state) === 'acknowledged') return null;
    const cause = { at: ctx.now, actor, reason: note ?? `acknowledged by ${actor}` };
    const { snapshot, transition } = acknowledge(alert, cause);
    if (transition === null) throw alertNotFiring(alert.state, 'acknowledged');
    return { fields: snapshot, entry: transition };
  });
}
