import type { DocumentReference } from 'firebase-admin/firestore';
import type { Database } from '../../firestore/database.ts';

/**
 * Some documents below a document, whatever their collections are called: at the most `limit`, none only if there are none.
 * Found by what is there and not by what we know of: also below documents that are not there themselves.
 *
 * Documents of a collection come before what is below them, which is then found below missing ones. A list of a collection
 * counts as a read at least. `listDocuments` answers all missing documents at once, which is why known collections are emptied by
 * their group first.
 */
export async function findBelow(
  db: Database,
  document: DocumentReference,
  limit: number,
): Promise<readonly DocumentReference[]> {
  db.meter.countReads(1);
  for (const collection of await document.listCollections()) {
    const page = await db.query(collection.select().limit(limit));
    if (page.length > 0) return page.map(({ ref }) => ref);
    const missing = await collection.listDocuments();
    db.meter.countReads(Math.max(1, missing.length));
    for (const one of missing) {
      const found = await findBelow(db, one, limit);
      if (found.length > 0) return found;
    }
  }
  return [];
}
