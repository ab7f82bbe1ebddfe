import type {
  DocumentData,
  DocumentReference,
  DocumentSnapshot,
  Query,
  QueryDocumentSnapshot,
} from 'firebase-admin/firestore';
import { collection, organizationDocument } from '../../firestore/collections.ts';
import type { Database, MeteredTransaction } from '../../firestore/database.ts';
import { organizationOf } from '../../firestore/paths.ts';
import { membershipsOf } from './user-places.ts';

/** What reads, in a transaction or without. */
interface Reader {
  get<T, D extends DocumentData>(ref: DocumentReference<T, D>): Promise<DocumentSnapshot<T, D>>;
  query<T, D extends DocumentData>(query: Query<T, D>): Promise<readonly QueryDocumentSnapshot<T, D>[]>;
}

/**
 * Whether an organization would be without an owner if this person went: one that is there, and not on its way out itself.
 * Two reads, or three.
 */
export async function wouldBeOrphaned(
  reader: Reader | MeteredTransaction,
  { firestore }: Pick<Database, 'firestore'>,
  orgId: string,
  uid: string,
): Promise<boolean> {
  const organization = (await reader.get(organizationDocument(firestore, orgId))).data();
  if (organization === undefined || organization.status === 'deleting') return false;
  const members = collection(firestore, orgId, 'user_org_memberships');
  const owners = await reader.query(members.where('role', '==', 'owner').limit(2));
  return owners.length > 0 && owners.every(({ id }) => id === uid);
}

/** Organizations of which the person is the only owner. Three reads for each membership. */
export async function soleOwnerships(db: Database, uid: string): Promise<readonly string[]> {
  const orphaned: string[] = [];
  for (const { ref } of await db.query(membershipsOf(db, uid))) {
    const orgId = organizationOf(ref.path);
    if (orgId !== undefined && (await wouldBeOrphaned(db, db, orgId, uid))) orphaned.push(orgId);
  }
  return orphaned;
}
