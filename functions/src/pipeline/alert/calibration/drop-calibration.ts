import { calibrationCollection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';

const batchSize = 200;

/** Deletes what was kept of the predictions of a rule; begun again, it goes on. */
export async function dropCalibration(ctx: Ctx, ruleId: string): Promise<void> {
  const kept = calibrationCollection(ctx.db.firestore, ctx.orgId, ruleId);
  let dropped: number;
  do {
    const documents = await ctx.db.query(kept.select().limit(batchSize));
    await ctx.db.commit((writer) => {
      for (const { ref } of documents) writer.delete(ref);
    });
    dropped = documents.length;
  } while (dropped === batchSize);
}
