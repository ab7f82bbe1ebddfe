import { resolve } from '../../alerting/lifecycle-by-hand.ts';
import type { ResolveAlertRequest } from '../../contracts/alert.ts';
import { actorName } from '../../contracts/context.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { alertNotFiring } from './alert-not-firing.ts';
import { changeAlert } from './change-alert.ts';
import type { AlertResponse } from './get-alert.ts';

/**
 * Says that an alert is over, whatever the data says. While its condition holds on, no other opens until it has been clear
 * once, or for as long as notifications wait before they repeat. Saying it of one that is resolved changes nothing.
 *
 * @throws {DomainError} `failed-precondition` (ALERT_NOT_FIRING) for an alert that has not fired.
 */
export async function resolveAlert({
  ctx,
  input: { alertId, reason },
}: {
  ctx: Ctx;
  input: ResolveAlertRequest & { alertId: string };
}): Promise<AlertResponse> {
  requirePermission(ctx, 'alerts:write');
  return changeAlert(ctx, alertId, 'resolve', (alert) => {
    if (alert.state === 'resolved') return null;
    const { snapshot, transition } = resolve(alert, { at: ctx.now, actor: actorName(ctx.actor), reason });
    if (transition === null) throw alertNotFiring(alert.state, 'resolved');
    return { fields: snapshot, entry: transition };
  });
}
