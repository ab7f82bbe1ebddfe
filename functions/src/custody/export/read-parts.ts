import { exportPartCollection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { partId } from './part-id.ts';

/** Parts that are held in memory at a time. */
const partsAtOnce = 4;

/**
 * The bytes of the parts of a file from `from` to before `to`, in order. One read each.
 *
 * @throws Error where one is not there (any more): what came before it is not the file
 */
export async function* readParts(
  ctx: Pick<Ctx, 'db' | 'orgId'>,
  exportId: string,
  file: string,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array> {
  const parts = exportPartCollection(ctx.db.firestore, ctx.orgId, exportId);
  for (let start = from; start < to; start += partsAtOnce) {
    const length = Math.min(partsAtOnce, to - start);
    const refs = Array.from({ length }, (_, offset) => parts.doc(partId(file, start + offset)));
    for (const part of await ctx.db.getAll(refs)) {
      const data = part.data()?.data;
      if (data === undefined) throw new Error(`part ${part.id} of export ${exportId} is not there`);
      yield data;
    }
  }
}
