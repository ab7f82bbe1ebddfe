import { DomainError } from '../../contracts/errors.ts';
import type { Organization, OrganizationResponse } from '../../contracts/organization.ts';
import { erasureCollection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { cancelled } from './cancelled.ts';
import { erasureIdOf } from './erasure-id.ts';
import { readStatusHolders, writeStatus } from './organization-status.ts';

/**
 * Takes an organization back that is being deleted, to the status that it had. Not once erasing has begun: that is decided by
 * the same document, so one of the two is first.
 *
 * @throws {DomainError} `failed-precondition` (ORGANIZATION_NOT_DELETING, ERASURE_STARTED)
 */
export async function restoreOrganization({ ctx }: { readonly ctx: Ctx }): Promise<OrganizationResponse> {
  requirePermission(ctx, 'organization:delete');
  const { orgId, now } = ctx;
  const erasureId = erasureIdOf({ subject: 'organization', subjectId: orgId });
  const ref = erasureCollection(ctx.db.firestore).doc(erasureId);
  return ctx.db.transaction(async (transaction) => {
    const holders = await readStatusHolders(transaction, ctx);
    const { deletion, ...before } = holders.organization;
    const erasure = (await transaction.get(ref)).data();
    if (before.status !== 'deleting' || deletion === undefined || erasure === undefined)
      throw new DomainError(
        'failed-precondition',
        'ORGANIZATION_NOT_DELETING',
        'this organization is not being deleted: there is nothing to take back',
      );
    transaction.set(ref, cancelled(erasure, now));
    const after: Organization = { ...before, status: deletion.statusBefore, updatedAt: now };
    writeStatus(transaction, ctx, holders, after);
    const change = { before: { ...before, deletion }, after };
    recordAudit(ctx, transaction, { verb: 'restore', type: 'organization', id: orgId, ...change });
    return { organizationId: orgId, ...after };
  });
}
