import type { DocumentReference, Query } from 'firebase-admin/firestore';
import type { Membership } from '../../contracts/organization.ts';
import type { Database } from '../../firestore/database.ts';
import { userPath } from '../../firestore/paths.ts';
import { findBelow } from './find-below.ts';
import type { Place } from './organization-places.ts';

/** Memberships of a person in all organizations. Query: collection group, equality on `uid`. */
export const membershipsOf = ({ firestore }: Pick<Database, 'firestore'>, uid: string) =>
  firestore.collectionGroup('user_org_memberships').where('uid', '==', uid) as Query<Membership>;

const memberships: Place = {
  name: 'user_org_memberships',
  find: async (db, uid, limit) => {
    const found = await db.query(membershipsOf(db, uid).limit(limit));
    return found.map(({ ref }) => ref as DocumentReference);
  },
};

/** The profile, with whatever stands below it. */
const profile: Place = {
  name: 'users',
  find: async (db, uid, limit) => {
    const ref = db.firestore.doc(userPath(uid));
    const below = await findBelow(db, ref, limit);
    if (below.length > 0) return below;
    return (await db.get(ref)).exists ? [ref] : [];
  },
};

/** Where something of a person is. What others wrote keeps the uid as its author, which names nobody any more. */
export const userPlaces: readonly Place[] = [memberships, profile];
