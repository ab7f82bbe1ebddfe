import { actorName } from '../../contracts/context.ts';
import { randomId } from '../../contracts/ids.ts';
import {
  createOrganizationRequestSchema,
  type Organization,
  type OrganizationResponse,
} from '../../contracts/organization.ts';
import { parseOrThrow } from '../../contracts/validation.ts';
import { collection, organizationDocument, userDocument } from '../../firestore/collections.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { UserCtx } from '../auth/authenticate-user.ts';
import { newProfile } from '../users/new-profile.ts';
import { auditedPerson } from './audited-person.ts';

export interface CreateOrganizationInput {
  readonly ctx: UserCtx;
  readonly input: unknown;
}

/**
 * Founds an organization: the signed-in person becomes its owner, and gets a user document if there is none. Needs no
 * permission, because there is no organization yet that could grant one.
 */
export async function createOrganization({
  ctx,
  input,
}: CreateOrganizationInput): Promise<OrganizationResponse> {
  const { db, now, user } = ctx;
  const { name } = parseOrThrow(createOrganizationRequestSchema, input, 'request body');
  const organizationId = randomId('organization');
  const createdBy = actorName({ type: 'user', id: user.uid });
  const organization: Organization = { name, status: 'active', createdAt: now, updatedAt: now, createdBy };
  const memberships = collection(db.firestore, organizationId, 'user_org_memberships');
  const profile = userDocument(db.firestore, user.uid);
  await db.transaction(async (transaction) => {
    const { exists } = await transaction.get(profile);
    transaction.create(organizationDocument(db.firestore, organizationId), organization);
    transaction.create(memberships.doc(user.uid), {
      uid: user.uid,
      role: 'owner',
      createdAt: now,
      updatedAt: now,
    });
    if (!exists) transaction.create(profile, newProfile(ctx));
    recordAudit(auditedPerson(ctx, organizationId), transaction, {
      verb: 'create',
      type: 'organization',
      id: organizationId,
      before: null,
      after: organization,
    });
  });
  return { organizationId, ...organization };
}
