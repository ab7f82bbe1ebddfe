import type { Export } from '../../contracts/export.ts';
import { collection, exportPartCollection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';

/** A part of a file, and the id that it gets. */
export interface NewPart {
  readonly id: string;
  readonly data: Uint8Array;
}

/**
 * Writes parts and moves the export on, both or neither, and only where nobody else moved it since `known` was read: of two
 * workers at the same step, one has done it and the other has done nothing. Answers the export as it became; undefined for
 * the one that came too late, and where the export was cancelled or deleted meanwhile.
 */
export async function moveOn(
  ctx: Ctx,
  exportId: string,
  known: Export,
  changes: Partial<Export>,
  parts: readonly NewPart[] = [],
): Promise<Export | undefined> {
  const { firestore } = ctx.db;
  const ref = collection(firestore, ctx.orgId, 'exports').doc(exportId);
  const stored = exportPartCollection(firestore, ctx.orgId, exportId);
  return ctx.db.transaction(async (transaction) => {
    const now = (await transaction.get(ref)).data();
    if (now === undefined || now.revision !== known.revision || now.finishedAt !== null) return undefined;
    const moved: Export = { ...now, ...changes, revision: now.revision + 1, updatedAt: ctx.now };
    for (const { id, data } of parts) transaction.set(stored.doc(id), { data, expireAt: now.expireAt });
    transaction.set(ref, moved);
    return moved;
  });
}
