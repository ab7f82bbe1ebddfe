import type { DocumentData, DocumentSnapshot } from 'firebase-admin/firestore';
import { groupSchemas } from './collections.ts';
import { withDates } from './converter.ts';

/**
 * The fields of a document as they stand, right or wrong, with every `Timestamp` as a `Date`: for those that people edit by
 * hand, whose converter may refuse them. Fields that the collection does not know are left out.
 */
export function storedFields<T, D extends DocumentData>(
  snapshot: DocumentSnapshot<T, D>,
  group: keyof typeof groupSchemas,
): Record<string, unknown> {
  const names = Object.keys(groupSchemas[group].shape);
  return Object.fromEntries(
    names
      .map((name) => [name, withDates(snapshot.get(name))] as const)
      .filter(([, value]) => value !== undefined),
  );
}
