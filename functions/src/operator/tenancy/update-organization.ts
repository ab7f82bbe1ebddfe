import { notFound } from '../../contracts/errors.ts';
import type { OrganizationResponse, UpdateOrganizationRequest } from '../../contracts/organization.ts';
import type { Precondition } from '../../contracts/precondition.ts';
import { organizationDocument } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { requirePermission } from '../rbac/require-permission.ts';

export interface UpdateOrganizationInput {
  readonly ctx: Ctx;
  readonly input: {
    readonly patch: UpdateOrganizationRequest;
    readonly precondition?: Precondition | undefined;
  };
}

/** Renames the caller's organization. A name that it has already changes nothing. */
export async function updateOrganization({
  ctx,
  input: { patch, precondition },
}: UpdateOrganizationInput): Promise<OrganizationResponse> {
  requirePermission(ctx, 'organization:write');
  const { db, orgId, now } = ctx;
  const reference = organizationDocument(db.firestore, orgId);
  return db.transaction(async (transaction) => {
    const before = (await transaction.get(reference)).data();
    if (before === undefined) throw notFound('organization', orgId);
    precondition?.({ organizationId: orgId, ...before });
    const { name = before.name } = patch;
    if (name === before.name) return { organizationId: orgId, ...before };
    const after = { ...before, name, updatedAt: now };
    transaction.set(reference, after);
    recordAudit(ctx, transaction, { verb: 'update', type: 'organization', id: orgId, before, after });
    return { organizationId: orgId, ...after };
  });
}
