import { FieldPath, type Firestore, type Query } from 'firebase-admin/firestore';
import { organizationPath } from './paths.ts';

/**
 * All documents of one collection group below an organization, at any depth and also below documents that are not there,
 * in order of their paths. Needs no index: it is a range of names, as those that `getPartitions` answers.
 *
 * `!` comes before every character of an id, so that nothing stands between the end of this organization and the next.
 */
export function groupInOrganization(
  firestore: Firestore,
  orgId: string,
  group: string,
  after: string | null = null,
): Query {
  const organization = organizationPath(orgId);
  const ordered = firestore.collectionGroup(group).orderBy(FieldPath.documentId());
  const begun = after === null ? ordered.startAt(organization) : ordered.startAfter(after);
  return begun.endBefore(`${organization}!`);
}
