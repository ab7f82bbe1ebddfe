import type { OrganizationResponse } from '../../contracts/organization.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { setStatus } from './set-status.ts';

/**
 * Disables the caller's organization: it refuses everybody but its owners, who may enable it again; keys that an instance has
 * just seen for a minute at most. Nothing new is begun for it (docs/people.md says what ends by itself); its data are kept.
 */
export async function disableOrganization({ ctx }: { readonly ctx: Ctx }): Promise<OrganizationResponse> {
  requirePermission(ctx, 'organization:disable');
  return setStatus(ctx, 'disabled');
}
