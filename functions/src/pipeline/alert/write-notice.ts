import type { Alert } from '../../contracts/alert.ts';
import { actorName } from '../../contracts/context.ts';
import { deterministicId } from '../../contracts/ids.ts';
import { alertEventCollection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { Writer } from '../../firestore/database.ts';

/** That somebody was told of an alert, or was not, and why. */
export interface Notice {
  readonly kind: 'told' | 'withheld';
  readonly reason: string;
  /** Null where it is about all channels. */
  readonly channelId: string | null;
  readonly deliveryId: string | null;
  /** What makes it different from every other of the alert. */
  readonly key: readonly (string | number)[];
}

/** Appends to an alert's timeline who was told, or was not. Written again it is the same. */
export function writeNotice(
  ctx: Ctx,
  writer: Writer,
  { alertId, alert }: { readonly alertId: string; readonly alert: Pick<Alert, 'state' | 'value'> },
  { kind, reason, channelId, deliveryId, key }: Notice,
): void {
  const events = alertEventCollection(ctx.db.firestore, ctx.orgId, alertId);
  writer.set(events.doc(deterministicId('alertEvent', alertId, kind, ...key)), {
    ...{ kind, reason, channelId, deliveryId },
    at: ctx.now,
    from: alert.state,
    to: alert.state,
    actor: actorName(ctx.actor),
    value: alert.value,
    ...{ sequence: null, beneathSilence: null, silencedBy: [], assignedTo: null },
    recordedAt: ctx.now,
  });
}
