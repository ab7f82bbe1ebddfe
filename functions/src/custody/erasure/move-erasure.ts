import type { DocumentReference } from 'firebase-admin/firestore';
import type { Erasure } from '../../contracts/erasure.ts';
import { erasureCollection } from '../../firestore/collections.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import type { ErasureDeps } from './erasure-deps.ts';

/** What a step changes. */
export interface ErasureStep {
  readonly changes: Partial<Erasure>;
  /** Documents that it deletes, and the collection that they count for. */
  readonly deletes?: { readonly group: string; readonly refs: readonly DocumentReference[] };
  /** What else it reads, and then writes. */
  also?(transaction: MeteredTransaction): Promise<void>;
}

/**
 * Deletes documents, counts them and moves the erasure on: all of it or nothing, and only where nobody else moved it since
 * `known` was read. So what is counted is what was deleted, whoever dies and however often a task is delivered. Answers the
 * erasure as it became; undefined for a worker that came too late.
 */
export async function moveErasure(
  { db, now }: ErasureDeps,
  erasureId: string,
  known: Erasure,
  { changes, deletes, also }: ErasureStep,
): Promise<Erasure | undefined> {
  const ref = erasureCollection(db.firestore).doc(erasureId);
  return db.transaction(async (transaction) => {
    const stored = (await transaction.get(ref)).data();
    if (stored === undefined || stored.revision !== known.revision || stored.finishedAt !== null)
      return undefined;
    const counts = { ...stored.counts };
    if (deletes !== undefined) counts[deletes.group] = (counts[deletes.group] ?? 0) + deletes.refs.length;
    const moved: Erasure = {
      ...{ ...stored, ...changes, counts },
      ...{ revision: stored.revision + 1, updatedAt: now },
    };
    await also?.(transaction);
    for (const document of deletes?.refs ?? []) transaction.delete(document);
    transaction.set(ref, moved);
    return moved;
  });
}
