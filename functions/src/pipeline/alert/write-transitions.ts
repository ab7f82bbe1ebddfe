import { actorName } from '../../contracts/context.ts';
import { deterministicId } from '../../contracts/ids.ts';
import { alertEventCollection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { Writer } from '../../firestore/database.ts';
import type { TimelineEntry } from './alert-changed.ts';

/**
 * Appends entries to an alert's timeline, in the transaction that changes the alert. Ids follow from the number
 * of the entry, of which the alert keeps count: one transaction alone can write it.
 */
export function writeTransitions(
  ctx: Ctx,
  writer: Writer,
  alertId: string,
  firstSequence: number,
  transitions: readonly TimelineEntry[],
): void {
  const events = alertEventCollection(ctx.db.firestore, ctx.orgId, alertId);
  for (const [index, transition] of transitions.entries()) {
    const sequence = firstSequence + index;
    writer.create(events.doc(deterministicId('alertEvent', alertId, sequence)), {
      kind: 'state',
      assignedTo: null,
      ...transition,
      sequence,
      channelId: null,
      deliveryId: null,
      actor: actorName(ctx.actor),
      recordedAt: ctx.now,
    });
  }
}
