import { DomainError } from '../../contracts/errors.ts';
import { idSchema } from '../../contracts/ids.ts';
import { rolePermissions } from '../../contracts/permissions.ts';
import { collection, organizationDocument } from '../../firestore/collections.ts';
import type { Database } from '../../firestore/database.ts';
import { organizationDisabled, organizationNotFound } from './organization-errors.ts';
import type { Grant } from './resolve-api-key.ts';

/** A person whose ID token was verified. */
export interface SignedInUser {
  readonly uid: string;
  readonly email?: string | undefined;
  /** Whether the identity provider has seen that the address is this person's. */
  readonly emailVerified?: boolean | undefined;
}

/** Verifies a Firebase Auth ID token: signature, audience, expiry. Rejects what is not valid. */
export type VerifyIdToken = (token: string) => Promise<SignedInUser>;

export interface ResolveIdTokenInput {
  readonly token: string;
  readonly organization: string | undefined;
  readonly db: Database;
  readonly verifyIdToken: VerifyIdToken;
  readonly whileDisabled?: boolean | undefined;
}

/**
 * What a signed-in person may do in the organization that the call names: two document reads, membership and
 * organization. Who is no member is answered as if the organization did not exist.
 */
export async function resolveIdToken({
  token,
  organization,
  db,
  verifyIdToken,
  whileDisabled = false,
}: ResolveIdTokenInput): Promise<Grant> {
  const { uid } = await verifiedUser(verifyIdToken, token);
  if (organization === undefined) throw organizationHeaderMissing();
  if (!idSchema('organization').safeParse(organization).success) throw organizationNotFound(organization);
  const [tenant, membership] = await Promise.all([
    db.get(organizationDocument(db.firestore, organization)),
    db.get(collection(db.firestore, organization, 'user_org_memberships').doc(uid)),
  ]);
  const status = tenant.data()?.status;
  const role = membership.data()?.role;
  if (status === undefined || role === undefined) throw organizationNotFound(organization);
  if (status === 'disabled' && !whileDisabled) throw organizationDisabled();
  return {
    orgId: organization,
    actor: { type: 'user', id: uid },
    permissions: new Set(rolePermissions[role]),
  };
}

/** The person of a token, or `unauthenticated` without the verifier's words, which are for the log. */
export async function verifiedUser(verifyIdToken: VerifyIdToken, token: string): Promise<SignedInUser> {
  try {
    return await verifyIdToken(token);
  } catch (cause) {
    throw new DomainError(
      'unauthenticated',
      'ID_TOKEN_INVALID',
      'the ID token is not valid or has expired: sign in again and send a fresh one',
      { cause },
    );
  }
}

const organizationHeaderMissing = () =>
  new DomainError(
    'invalid-argument',
    'ORGANIZATION_HEADER_MISSING',
    'a signed-in person may belong to many organizations: name one in the header X-Organization-Id',
  );
