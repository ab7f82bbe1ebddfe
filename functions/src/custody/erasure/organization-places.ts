import type { DocumentReference, Query } from 'firebase-admin/firestore';
import { apiKeyHashCollection, groupSchemas, invitationHashCollection } from '../../firestore/collections.ts';
import type { Database } from '../../firestore/database.ts';
import { groupInOrganization } from '../../firestore/group-in-organization.ts';
import { organizationOf, organizationPath } from '../../firestore/paths.ts';
import { findBelow } from './find-below.ts';

/** Where something of an organization can be, and how some of it is found. */
export interface Place {
  readonly name: string;
  /** At most `limit` documents, none only if there are none. */
  find(db: Database, orgId: string, limit: number): Promise<readonly DocumentReference[]>;
}

/**
 * What makes others work goes first: no key finds its organization, no sweep a job, nobody is told anything. The rest follows
 * in the order of names.
 */
const first = [
  'forecast_jobs',
  'runs',
  'batches',
  'alert_rule_watches',
  'silences',
  'notification_deliveries',
  'notification_groups',
  'alert_rules',
];

const groups = [
  ...first,
  ...Object.keys(groupSchemas)
    .filter((group) => !first.includes(group) && group !== 'invitation_hashes')
    .sort(),
];

/** Collections outside of organizations whose documents name one. */
const hashes = [
  { name: 'api_key_hashes', all: apiKeyHashCollection },
  { name: 'invitation_hashes', all: invitationHashCollection },
].map(
  ({ name, all }): Place => ({
    name,
    find: async (db, orgId, limit) =>
      refsOf(await db.query((all(db.firestore) as Query).where('orgId', '==', orgId).select().limit(limit))),
  }),
);

const groupPlace = (group: string): Place => ({
  name: group,
  find: async (db, orgId, limit) => {
    const query = groupInOrganization(db.firestore, orgId, group).select().limit(limit);
    return refsOf(await db.query(query)).map((ref) => requireInside(ref, orgId));
  },
});

/** What nobody thought of: collections that were made by hand, whatever they are called and however deep. */
const elsewhere: Place = {
  name: 'elsewhere',
  find: async (db, orgId, limit) => {
    const found = await findBelow(db, db.firestore.doc(organizationPath(orgId)), limit);
    return found.map((ref) => requireInside(ref, orgId));
  },
};

/** Every place, in the order of erasing; what is not in a known collection is found in the last. */
export const organizationPlaces: readonly Place[] = [...hashes, ...groups.map(groupPlace), elsewhere];

const refsOf = (found: readonly { readonly ref: DocumentReference }[]): readonly DocumentReference[] =>
  found.map(({ ref }) => ref);

/** The second lock: whatever a query answers, nothing outside of the organization is deleted. */
function requireInside(ref: DocumentReference, orgId: string): DocumentReference {
  if (organizationOf(ref.path) === orgId && ref.path !== organizationPath(orgId)) return ref;
  throw new Error(`${ref.path} is not below the organization ${orgId}`);
}
