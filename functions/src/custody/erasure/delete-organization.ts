import type { ErasureResponse } from '../../contracts/erasure.ts';
import { DomainError, notFound } from '../../contracts/errors.ts';
import type { Organization } from '../../contracts/organization.ts';
import { erasureCollection, organizationDocument } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { readCaller } from '../../operator/rbac/read-caller.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { copyStatusToKeys } from '../../operator/tenancy/copy-status-to-keys.ts';
import { erasureIdOf } from './erasure-id.ts';
import { erasureResponse } from './erasure-response.ts';
import { planErasure } from './plan-erasure.ts';

/**
 * Has an organization deleted when the time of grace is over. From now on it refuses everybody, keys included, but an owner who
 * takes it back. Asked again it answers the same. `confirm` is its name. Should the process die before the keys know, the
 * function `organizationWritten` goes on.
 *
 * @throws {DomainError} `invalid-argument` (VALIDATION_FAILED) where the name is another
 */
export async function deleteOrganization({
  ctx,
  input: { confirm },
}: {
  readonly ctx: Ctx;
  readonly input: { readonly confirm: string };
}): Promise<ErasureResponse> {
  requirePermission(ctx, 'organization:delete');
  const { actor, now, graceMs, orgId } = ctx;
  const subject = { subject: 'organization', subjectId: orgId } as const;
  const erasureId = erasureIdOf(subject);
  const ref = erasureCollection(ctx.db.firestore).doc(erasureId);
  const organization = organizationDocument(ctx.db.firestore, orgId);
  const answer = await ctx.db.transaction(async (transaction) => {
    const before = (await transaction.get(organization)).data();
    if (before === undefined) throw notFound('organization', orgId);
    await readCaller(ctx, transaction, 'organization:delete');
    const known = (await transaction.get(ref)).data();
    if (before.status === 'deleting' && known !== undefined) return erasureResponse(erasureId, known);
    requireName(confirm, before);
    const planned = planErasure({ ...subject, actor, now, graceMs });
    const erasure = { ...planned, revision: (known?.revision ?? -1) + 1 };
    const { requestedAt, requestedBy, purgeAt } = erasure;
    const statusBefore = before.status === 'deleting' ? 'active' : before.status;
    const deletion = { erasureId, requestedAt, requestedBy, purgeAt, statusBefore };
    const after: Organization = { ...before, status: 'deleting', deletion, updatedAt: now };
    transaction.set(organization, after);
    transaction.set(ref, erasure);
    recordAudit(ctx, transaction, { verb: 'delete', type: 'organization', id: orgId, before, after });
    return erasureResponse(erasureId, erasure);
  });
  await copyStatusToKeys(ctx.db, orgId);
  return answer;
}

function requireName(confirm: string, { name }: Organization): void {
  if (confirm === name) return;
  throw new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    'to delete an organization, confirm its name as it is written',
    { fields: [{ pointer: '/confirm', detail: 'expected the name of the organization' }] },
  );
}
