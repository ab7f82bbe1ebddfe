import { notFound } from '../../contracts/errors.ts';
import type { OrganizationResponse } from '../../contracts/organization.ts';
import { organizationDocument } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../rbac/require-permission.ts';

/** The organization that the caller acts for. */
export async function getOrganization({ ctx }: { readonly ctx: Ctx }): Promise<OrganizationResponse> {
  requirePermission(ctx, 'organization:read');
  const organization = (await ctx.db.get(organizationDocument(ctx.db.firestore, ctx.orgId))).data();
  if (organization === undefined) throw notFound('organization', ctx.orgId);
  return { organizationId: ctx.orgId, ...organization };
}
