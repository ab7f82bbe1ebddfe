import { DomainError } from '../../contracts/errors.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { hashesOf, invitationsIn, openInvitations, revoked } from './invitation-documents.ts';
import { pendingMax } from './limits.ts';

/** The invitation that is to be open. */
export interface ToBeOpen {
  readonly invitationId: string;
  readonly email: string;
}

/**
 * Reads what stands in the way of an invitation that is to be open, and answers how to clear it away, once all is read: one
 * that is open for the same address is revoked, with its token; tokens of its own from before are deleted.
 *
 * @throws {DomainError} `failed-precondition` (INVITATIONS_EXHAUSTED)
 */
export async function makeRoom(
  ctx: Ctx,
  transaction: MeteredTransaction,
  { invitationId, email }: ToBeOpen,
): Promise<() => void> {
  const { now } = ctx;
  const open = await transaction.query(openInvitations(invitationsIn(ctx), now).limit(pendingMax + 1));
  const others = open.filter(({ id }) => id !== invitationId);
  const replaced = others.filter((one) => one.data().email === email);
  if (others.length - replaced.length >= pendingMax) throw exhausted();
  const ids = [invitationId, ...replaced.map(({ id }) => id)];
  const tokens = await Promise.all(ids.map((id) => transaction.query(hashesOf(ctx, id))));
  return () => {
    for (const { ref } of tokens.flat()) transaction.delete(ref);
    for (const one of replaced) {
      const before = one.data();
      const after = revoked(before, now);
      transaction.set(one.ref, after);
      recordAudit(ctx, transaction, { verb: 'revoke', type: 'invitation', id: one.id, before, after });
    }
  };
}

const exhausted = () =>
  new DomainError(
    'failed-precondition',
    'INVITATIONS_EXHAUSTED',
    `${pendingMax} invitations are open, and no more are allowed: revoke some, or wait until they are accepted`,
    { extensions: { limit: pendingMax } },
  );
