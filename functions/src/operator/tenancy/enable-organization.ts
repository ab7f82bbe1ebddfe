import type { OrganizationResponse } from '../../contracts/organization.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { setStatus } from './set-status.ts';

/** Enables the caller's organization again: the one thing that can be done in a disabled one, by an owner who is signed in. */
export async function enableOrganization({ ctx }: { readonly ctx: Ctx }): Promise<OrganizationResponse> {
  requirePermission(ctx, 'organization:disable');
  return setStatus(ctx, 'active');
}
