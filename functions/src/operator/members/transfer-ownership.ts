import { DomainError } from '../../contracts/errors.ts';
import type { MemberResponse } from '../../contracts/member.ts';
import { userDocument } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { readCaller } from '../rbac/read-caller.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { memberResponse, membershipsIn, readMember } from './member-documents.ts';

export interface TransferOwnershipInput {
  readonly ctx: Ctx;
  readonly input: { readonly uid: string };
}

/**
 * Makes another member an owner and the caller an admin, both or neither.
 *
 * @returns the new owner
 * @throws {DomainError} `not-found` (MEMBER_NOT_FOUND), `failed-precondition` (PERSON_REQUIRED, TRANSFER_TO_SELF)
 */
export async function transferOwnership({
  ctx,
  input: { uid },
}: TransferOwnershipInput): Promise<MemberResponse> {
  requirePermission(ctx, 'organization:transfer');
  const { db, now, actor } = ctx;
  if (actor.type !== 'user') throw personRequired();
  if (actor.id === uid) throw transferToSelf();
  return db.transaction(async (transaction) => {
    await readCaller(ctx, transaction, 'organization:transfer');
    const mine = await readMember(ctx, transaction, actor.id);
    const theirs = await readMember(ctx, transaction, uid);
    const profile = (await transaction.get(userDocument(db.firestore, uid))).data();
    const changes = [
      { id: uid, before: theirs, after: { ...theirs, role: 'owner', updatedAt: now } },
      { id: actor.id, before: mine, after: { ...mine, role: 'admin', updatedAt: now } },
    ] as const;
    for (const { id, before, after } of changes) {
      transaction.set(membershipsIn(ctx).doc(id), after);
      recordAudit(ctx, transaction, { verb: 'transfer', type: 'member', id, before, after });
    }
    return memberResponse(changes[0].after, profile);
  });
}

const personRequired = () =>
  new DomainError(
    'failed-precondition',
    'PERSON_REQUIRED',
    'only a signed-in owner hands an organization on: an API key owns nothing',
  );

const transferToSelf = () =>
  new DomainError(
    'failed-precondition',
    'TRANSFER_TO_SELF',
    'ownership goes to another member: name somebody else',
  );
