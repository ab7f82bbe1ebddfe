import { apiKeyHashCollection, organizationDocument } from '../../firestore/collections.ts';
import type { Database } from '../../firestore/database.ts';

/** Keys brought up to date in one transaction. */
const keysPerTransaction = 200;

/**
 * Has the keys of an organization know whether it is disabled: each carries a copy, so that it is refused without a second
 * read. Each step copies what the organization says then, so two calls at once, and one that was cut short and is made
 * again, come to the same. Costs two reads where all know it.
 *
 * @returns keys that did not know
 */
export async function copyStatusToKeys(db: Database, orgId: string): Promise<number> {
  let copied = 0;
  for (;;) {
    const found = await copySome(db, orgId);
    copied += found;
    if (found < keysPerTransaction) return copied;
  }
}

function copySome(db: Database, orgId: string): Promise<number> {
  return db.transaction(async (transaction) => {
    const organization = (await transaction.get(organizationDocument(db.firestore, orgId))).data();
    if (organization === undefined) return 0;
    const { status } = organization;
    const stale = apiKeyHashCollection(db.firestore)
      .where('orgId', '==', orgId)
      .where('organizationStatus', '==', status === 'active' ? 'disabled' : 'active')
      .limit(keysPerTransaction);
    const keys = await transaction.query(stale);
    for (const { ref } of keys) transaction.update(ref, { organizationStatus: status });
    return keys.length;
  });
}
