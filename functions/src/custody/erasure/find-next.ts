import type { DocumentReference } from 'firebase-admin/firestore';
import type { Database } from '../../firestore/database.ts';
import type { Place } from './organization-places.ts';

export interface Found {
  readonly place: Place;
  readonly refs: readonly DocumentReference[];
}

/** Some documents of the first place, from the named one on, that has any; undefined where none has. */
export async function findNext(
  db: Database,
  places: readonly Place[],
  subjectId: string,
  from: string | null,
  limit: number,
): Promise<Found | undefined> {
  const start = Math.max(
    0,
    places.findIndex(({ name }) => name === from),
  );
  for (const place of places.slice(start)) {
    const refs = await place.find(db, subjectId, limit);
    if (refs.length > 0) return { place, refs };
  }
  return undefined;
}
