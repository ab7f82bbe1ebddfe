import { notFound } from '../../contracts/errors.ts';
import { type MemberResponse, memberReferenceSchema } from '../../contracts/member.ts';
import { parseOrThrow } from '../../contracts/validation.ts';
import { userDocument } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { memberResponse, membershipsIn } from './member-documents.ts';

export interface GetMemberInput {
  readonly ctx: Ctx;
  readonly input: unknown;
}

/** One member of the organization. The profile of somebody who is none is not looked at. */
export async function getMember({ ctx, input }: GetMemberInput): Promise<MemberResponse> {
  requirePermission(ctx, 'members:read');
  const { uid } = parseOrThrow(memberReferenceSchema, input, 'path');
  const found = (await ctx.db.get(membershipsIn(ctx).doc(uid))).data();
  if (found === undefined) throw notFound('member', uid);
  return memberResponse(found, (await ctx.db.get(userDocument(ctx.db.firestore, uid))).data());
}
