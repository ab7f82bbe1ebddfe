import { FieldValue } from 'firebase-admin/firestore';
import type { Ctx } from '../../firestore/context.ts';
import type { Writer } from '../../firestore/database.ts';
import { counterPath } from '../../firestore/paths.ts';

/** Counts series with the very commit that makes them, where the organization's series are counted. */
export function countNewSeries({ db, orgId, now, usage }: Ctx, writer: Writer, made: number): void {
  if (usage === undefined || made === 0) return;
  // Without its schema, which knows no increments.
  const counter = db.firestore.doc(counterPath(orgId, 'series'));
  writer.merge(counter, { count: FieldValue.increment(made), updatedAt: now });
}
