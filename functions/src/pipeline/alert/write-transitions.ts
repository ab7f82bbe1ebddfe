import type { Transition } from '../../alerting/lifecycle.ts';
import { actorName } from '../../contracts/context.ts';
import { alertEventCollection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { Writer } from '../../firestore/database.ts';
import { alertEventIdOf } from './alert-ids.ts';

/** Appends changes of state to an alert's timeline, in the transaction that changes the alert. */
export function writeTransitions(
  ctx: Ctx,
  writer: Writer,
  alertId: string,
  transitions: readonly Transition[],
): void {
  const events = alertEventCollection(ctx.db.firestore, ctx.orgId, alertId);
  for (const transition of transitions) {
    writer.create(events.doc(alertEventIdOf(alertId, transition)), {
      ...transition,
      actor: actorName(ctx.actor),
      recordedAt: ctx.now,
    });
  }
}
