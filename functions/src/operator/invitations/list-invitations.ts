import type { InvitationResponse } from '../../contracts/invitation.ts';
import { type Page, pageQuerySchema } from '../../contracts/pagination.ts';
import { parseOrThrow } from '../../contracts/validation.ts';
import type { Ctx } from '../../firestore/context.ts';
import { readPage } from '../../firestore/pages.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { invitationResponse, invitationsIn } from './invitation-documents.ts';

export interface ListInvitationsInput {
  readonly ctx: Ctx;
  readonly input: unknown;
}

/** The invitations of the organization, latest first, those that have ended, too, for some months. */
export async function listInvitations({
  ctx,
  input,
}: ListInvitationsInput): Promise<Page<InvitationResponse>> {
  requirePermission(ctx, 'invitations:read');
  const page = parseOrThrow(pageQuerySchema, input, 'query');
  const order = { field: 'createdAt', direction: 'desc' } as const;
  const { items, nextPageToken } = await readPage(ctx.db, invitationsIn(ctx), order, page);
  return { items: items.map((one) => invitationResponse(one.id, one.data(), ctx.now)), nextPageToken };
}
