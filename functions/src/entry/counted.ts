import type { UsageCounts } from '../contracts/usage.ts';
import type { Ctx } from '../firestore/context.ts';

/** Does work for an organization and counts it, with what it read and wrote, however it ends. */
export async function counted<R>(ctx: Ctx, counts: Partial<UsageCounts>, work: () => Promise<R>): Promise<R> {
  try {
    return await work();
  } finally {
    const { reads, writes } = ctx.db.meter;
    ctx.usage?.count({ ...counts, documentReads: reads, documentWrites: writes });
  }
}

/** A task, delivered once. */
export const oneTask = { tasks: 1 } as const;

/** A document written that a function looks at. */
export const oneTrigger = { triggers: 1 } as const;
