import type { DocumentReference, Query } from 'firebase-admin/firestore';
import { comparableAddress } from '../../contracts/invitation.ts';
import { membershipGroup, userDocument } from '../../firestore/collections.ts';
import type { Database } from '../../firestore/database.ts';
import { userPath } from '../../firestore/paths.ts';
import { findBelow } from './find-below.ts';
import type { Place } from './organization-places.ts';

/** Memberships of a person in all organizations. Query: collection group, equality on `uid`. */
export const membershipsOf = ({ firestore }: Pick<Database, 'firestore'>, uid: string) =>
  membershipGroup(firestore).where('uid', '==', uid);

const memberships: Place = {
  name: 'user_org_memberships',
  find: async (db, uid, limit) => {
    const found = await db.query(membershipsOf(db, uid).limit(limit));
    return found.map(({ ref }) => ref as DocumentReference);
  },
};

/** Invitations to an address, of all organizations. Query: collection group, equality on `email`. */
export const invitationsTo = ({ firestore }: Pick<Database, 'firestore'>, email: string): Query =>
  firestore.collectionGroup('invitations').where('email', '==', comparableAddress(email));

/** Invitations to the address of the profile, which is therefore erased after them. Their tokens go by what they are for. */
const invitations: Place = {
  name: 'invitations',
  find: async (db, uid, limit) => {
    const email = (await db.get(userDocument(db.firestore, uid))).data()?.email ?? null;
    if (email === null) return [];
    return (await db.query(invitationsTo(db, email).select().limit(limit))).map(({ ref }) => ref);
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
export const userPlaces: readonly Place[] = [memberships, invitations, profile];
