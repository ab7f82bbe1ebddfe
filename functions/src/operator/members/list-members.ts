import type { MemberResponse } from '../../contracts/member.ts';
import { type Page, pageQuerySchema } from '../../contracts/pagination.ts';
import { parseOrThrow } from '../../contracts/validation.ts';
import { userDocument } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { readPage } from '../../firestore/pages.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { memberResponse, membershipsIn } from './member-documents.ts';

export interface ListMembersInput {
  readonly ctx: Ctx;
  readonly input: unknown;
}

/** The members of the organization in order of their ids. Two reads for each: the membership, and the profile. */
export async function listMembers({ ctx, input }: ListMembersInput): Promise<Page<MemberResponse>> {
  requirePermission(ctx, 'members:read');
  const page = parseOrThrow(pageQuerySchema, input, 'query');
  const { db } = ctx;
  const found = await readPage(db, membershipsIn(ctx), { field: null, direction: 'asc' }, page);
  const profiles = await db.getAll(found.items.map(({ id }) => userDocument(db.firestore, id)));
  const items = found.items.map((item, index) => memberResponse(item.data(), profiles[index]?.data()));
  return { items, nextPageToken: found.nextPageToken };
}
