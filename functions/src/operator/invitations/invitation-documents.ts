import { DomainError } from '../../contracts/errors.ts';
import type { Invitation, InvitationResponse } from '../../contracts/invitation.ts';
import { collection, invitationHashCollection, type Query } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { daysAfter, keptDays } from './limits.ts';

/** The invitations of an organization. */
export const invitationsIn = ({ db, orgId }: Pick<Ctx, 'db' | 'orgId'>) =>
  collection(db.firestore, orgId, 'invitations');

/** Those that are open: neither accepted nor revoked, and not expired. */
export const openInvitations = (invitations: Query<Invitation>, now: Date): Query<Invitation> =>
  invitations.where('state', '==', 'pending').where('expiresAt', '>', now);

/** The tokens by which an invitation can be accepted: one, while it is open. */
export const hashesOf = ({ db, orgId }: Pick<Ctx, 'db' | 'orgId'>, invitationId: string) =>
  invitationHashCollection(db.firestore)
    .where('orgId', '==', orgId)
    .where('invitationId', '==', invitationId);

/** An invitation as it is answered at `now`. */
export const invitationResponse = (
  invitationId: string,
  invitation: Invitation,
  now: Date,
): InvitationResponse => ({
  invitationId,
  ...invitation,
  state: invitation.state === 'pending' && invitation.expiresAt <= now ? 'expired' : invitation.state,
});

/** When a token expires that is made now, and when what is kept of it goes. */
export function termOf(now: Date, days: number): Pick<Invitation, 'expiresAt' | 'expireAt'> {
  const expiresAt = daysAfter(now, days);
  return { expiresAt, expireAt: daysAfter(expiresAt, keptDays) };
}

/** An invitation that is taken back. */
export const revoked = (invitation: Invitation, now: Date): Invitation => ({
  ...invitation,
  state: 'revoked',
  revokedAt: now,
  updatedAt: now,
});

/** The invitation is not open any more, and does not become so again. */
export const invitationEnded = ({ state }: Invitation) =>
  new DomainError(
    'failed-precondition',
    'INVITATION_ENDED',
    `the invitation was ${state} and does not change any more: make another one`,
    { extensions: { state } },
  );
