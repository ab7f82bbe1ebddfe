import { DomainError, notFound } from '../../contracts/errors.ts';
import type { Organization, OrganizationResponse } from '../../contracts/organization.ts';
import { erasureCollection, organizationDocument } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { readCaller } from '../../operator/rbac/read-caller.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { copyStatusToKeys } from '../../operator/tenancy/copy-status-to-keys.ts';
import { cancelled } from './cancelled.ts';
import { erasureIdOf } from './erasure-id.ts';

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
  const organization = organizationDocument(ctx.db.firestore, orgId);
  const restored = await ctx.db.transaction(async (transaction) => {
    const stored = (await transaction.get(organization)).data();
    if (stored === undefined) throw notFound('organization', orgId);
    await readCaller(ctx, transaction, 'organization:delete');
    const { deletion, ...before } = stored;
    const erasure = (await transaction.get(ref)).data();
    if (before.status !== 'deleting' || deletion === undefined || erasure === undefined)
      throw new DomainError(
        'failed-precondition',
        'ORGANIZATION_NOT_DELETING',
        'this organization is not being deleted: there is nothing to take back',
      );
    transaction.set(ref, cancelled(erasure, now));
    const after: Organization = { ...before, status: deletion.statusBefore, updatedAt: now };
    transaction.set(organization, after);
    const change = { before: stored, after };
    recordAudit(ctx, transaction, { verb: 'restore', type: 'organization', id: orgId, ...change });
    return after;
  });
  await copyStatusToKeys(ctx.db, orgId);
  return { organizationId: orgId, ...restored };
}
