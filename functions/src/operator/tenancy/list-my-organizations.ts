import { FieldPath } from 'firebase-admin/firestore';
import { z } from 'zod';
import { idSchema } from '../../contracts/ids.ts';
import type { MyOrganization } from '../../contracts/organization.ts';
import { type Page, pageQuerySchema } from '../../contracts/pagination.ts';
import { parseOrThrow } from '../../contracts/validation.ts';
import { type Firestore, membershipGroup, organizationDocument } from '../../firestore/collections.ts';
import { decodePageToken, encodePageToken } from '../../firestore/page-token.ts';
import { collectionPath, organizationOf } from '../../firestore/paths.ts';
import type { UserCtx } from '../auth/authenticate-user.ts';

const cursorSchema = z.object({ orgId: idSchema('organization') });

/** A person's memberships in all organizations. */
export const membershipsOf = (firestore: Firestore, uid: string) =>
  membershipGroup(firestore).where('uid', '==', uid).orderBy(FieldPath.documentId());

/**
 * The organizations in which the signed-in person is a member, disabled ones too, in order of their ids. Two reads for each:
 * the membership, and the organization.
 */
export async function listMyOrganizations({
  ctx: { db, user },
  input,
}: {
  readonly ctx: UserCtx;
  readonly input: unknown;
}): Promise<Page<MyOrganization>> {
  const { pageSize, pageToken } = parseOrThrow(pageQuerySchema, input, 'query');
  const position = pageToken === undefined ? undefined : decodePageToken(cursorSchema, pageToken);
  const all = membershipsOf(db.firestore, user.uid);
  const rest = position === undefined ? all : all.startAfter(pathOf(position.orgId, user.uid));
  const found = await db.query(rest.limit(pageSize + 1));
  const memberships = found
    .slice(0, pageSize)
    .map((one) => ({ orgId: orgIdOf(one.ref.path), ...one.data() }));
  const references = memberships.map(({ orgId }) => organizationDocument(db.firestore, orgId));
  const organizations = await db.getAll(references);
  const last = memberships.at(-1);
  const more = found.length > pageSize && last !== undefined;
  return {
    items: memberships.flatMap(({ orgId, role, createdAt }, index) => {
      const organization = organizations[index]?.data();
      if (organization === undefined) return [];
      const { name, status } = organization;
      return [{ organizationId: orgId, name, status, role, joinedAt: createdAt }];
    }),
    nextPageToken: more ? encodePageToken({ orgId: last.orgId }) : null,
  };
}

const pathOf = (orgId: string, uid: string) => `${collectionPath(orgId, 'user_org_memberships')}/${uid}`;

function orgIdOf(path: string): string {
  const orgId = organizationOf(path);
  if (orgId === undefined) throw new Error(`${path} is in no organization`);
  return orgId;
}
