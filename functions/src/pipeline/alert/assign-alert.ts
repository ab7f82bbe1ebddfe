import type { AssignAlertRequest } from '../../contracts/alert.ts';
import { actorName } from '../../contracts/context.ts';
import { DomainError } from '../../contracts/errors.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { changeAlert, entryFor } from './change-alert.ts';
import type { AlertResponse } from './get-alert.ts';

/**
 * Says which member is to look after an alert, or that nobody in particular is; also once it is over. The state stays as
 * it is: who is assigned has not acknowledged yet. Saying it again changes nothing.
 *
 * @throws {DomainError} `invalid-argument` for somebody who is no member of the organization.
 */
export async function assignAlert({
  ctx,
  input: { alertId, memberId, note },
}: {
  ctx: Ctx;
  input: AssignAlertRequest & { alertId: string };
}): Promise<AlertResponse> {
  requirePermission(ctx, 'alerts:write');
  return changeAlert(ctx, alertId, 'assign', async (alert, transaction) => {
    if (alert.assignedTo === memberId) return null;
    if (memberId !== null) await requireMember(ctx, transaction, memberId);
    const said = memberId === null ? 'assigned to nobody' : `assigned to user:${memberId}`;
    const reason = note ?? `${said} by ${actorName(ctx.actor)}`;
    const entry = entryFor(alert, { kind: 'assigned', at: ctx.now, reason, assignedTo: memberId });
    return { fields: { assignedTo: memberId }, entry };
  });
}

async function requireMember(ctx: Ctx, transaction: MeteredTransaction, memberId: string): Promise<void> {
  const members = collection(ctx.db.firestore, ctx.orgId, 'user_org_memberships');
  if ((await transaction.get(members.doc(memberId))).exists) return;
  const detail = 'expected a member of the organization';
  throw new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    `the request body is not valid: /memberId: ${detail}`,
    {
      fields: [{ pointer: '/memberId', detail }],
    },
  );
}
