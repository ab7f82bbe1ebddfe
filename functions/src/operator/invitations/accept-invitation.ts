import { DomainError } from '../../contracts/errors.ts';
import { comparableAddress, type Invitation } from '../../contracts/invitation.ts';
import type { Membership } from '../../contracts/member.ts';
import type { MyOrganization, Organization } from '../../contracts/organization.ts';
import { invitationHashDocument, organizationDocument, userDocument } from '../../firestore/collections.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { UserCtx } from '../auth/authenticate-user.ts';
import { membershipsIn } from '../members/member-documents.ts';
import { auditedPerson } from '../tenancy/audited-person.ts';
import { knownAddress, newProfile } from '../users/new-profile.ts';
import { invitationsIn } from './invitation-documents.ts';
import { hashInvitationToken } from './invitation-token.ts';
import { stillGrants } from './still-grants.ts';

export interface AcceptInvitationInput {
  readonly ctx: UserCtx;
  readonly input: { readonly token: string };
}

/** What a token leads to, as it stands in the transaction. */
interface Found {
  readonly orgId: string;
  readonly invitationId: string;
  readonly invitation: Invitation;
  readonly organization: Organization;
  readonly membership: Membership | undefined;
}

/**
 * Makes the signed-in person a member by an invitation to her verified address, in one transaction. Who is a member already
 * stays what she is. Accepting again gives the same answer, while the membership is there.
 *
 * A token that is unknown, revoked, expired, used by somebody else, or for another address gets one answer, whichever of it
 * is the case; so does one whose sender could not send it any more.
 *
 * @throws {DomainError} `failed-precondition` (EMAIL_NOT_VERIFIED), whatever the token; `not-found` (INVITATION_INVALID)
 */
export async function acceptInvitation({
  ctx,
  input: { token },
}: AcceptInvitationInput): Promise<MyOrganization> {
  const { db, user } = ctx;
  const email = knownAddress(user).email ?? null;
  if (email === null) throw emailNotVerified();
  return db.transaction(async (transaction) => {
    const found = await findInvitation(ctx, transaction, token);
    if (found === null || found.invitation.email !== comparableAddress(email)) throw invitationInvalid();
    const { invitation, membership } = found;
    if (invitation.state === 'accepted' && invitation.acceptedBy === user.uid && membership !== undefined) {
      return answerOf(found, membership);
    }
    if (!(await isOpen(ctx, transaction, found))) throw invitationInvalid();
    return join(ctx, transaction, found);
  });
}

async function findInvitation(
  { db, user }: UserCtx,
  transaction: MeteredTransaction,
  token: string,
): Promise<Found | null> {
  const hash = hashInvitationToken(token);
  const known = (await transaction.get(invitationHashDocument(db.firestore, hash))).data();
  if (known === undefined) return null;
  const { orgId, invitationId } = known;
  const scope = { db, orgId };
  const invitation = (await transaction.get(invitationsIn(scope).doc(invitationId))).data();
  const organization = (await transaction.get(organizationDocument(db.firestore, orgId))).data();
  if (invitation === undefined || organization === undefined) return null;
  const membership = (await transaction.get(membershipsIn(scope).doc(user.uid))).data();
  return { orgId, invitationId, invitation, organization, membership };
}

async function isOpen(
  { db, now }: UserCtx,
  transaction: MeteredTransaction,
  { orgId, invitation, organization }: Found,
): Promise<boolean> {
  const { state, expiresAt, role, invitedBy } = invitation;
  if (state !== 'pending' || expiresAt <= now || organization.status !== 'active') return false;
  return stillGrants(transaction, { db, orgId, role, invitedBy, now });
}

async function join(ctx: UserCtx, transaction: MeteredTransaction, found: Found): Promise<MyOrganization> {
  const { db, now, user } = ctx;
  const { orgId, invitationId, invitation } = found;
  const scope = { db, orgId };
  const call = auditedPerson(ctx, orgId);
  const person = userDocument(db.firestore, user.uid);
  const profile = (await transaction.get(person)).data();
  const fresh: Membership = { uid: user.uid, role: invitation.role, createdAt: now, updatedAt: now };
  if (found.membership === undefined) {
    transaction.create(membershipsIn(scope).doc(user.uid), fresh);
    recordAudit(call, transaction, {
      verb: 'create',
      type: 'member',
      id: user.uid,
      before: null,
      after: fresh,
    });
  }
  const accepted: Invitation = {
    ...invitation,
    state: 'accepted',
    acceptedAt: now,
    acceptedBy: user.uid,
    updatedAt: now,
  };
  transaction.set(invitationsIn(scope).doc(invitationId), accepted);
  recordAudit(call, transaction, {
    verb: 'accept',
    type: 'invitation',
    id: invitationId,
    before: invitation,
    after: accepted,
  });
  transaction.set(person, { ...(profile ?? newProfile(ctx)), ...knownAddress(user) });
  return answerOf(found, found.membership ?? fresh);
}

const answerOf = (
  { orgId, organization: { name, status } }: Found,
  { role, createdAt }: Membership,
): MyOrganization => ({ organizationId: orgId, name, status, role, joinedAt: createdAt });

const emailNotVerified = () =>
  new DomainError(
    'failed-precondition',
    'EMAIL_NOT_VERIFIED',
    'invitations are for an address, and the identity provider has not verified yours: do that, and sign in again',
  );

const invitationInvalid = () =>
  new DomainError(
    'not-found',
    'INVITATION_INVALID',
    'there is no invitation that the signed-in person can accept with this token: ask for another one',
  );
