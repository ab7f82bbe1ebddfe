import type { z } from 'zod';
import type { alertDetailResponseSchema, alertResponseSchema } from '../../contracts/alert.ts';
import { notFound } from '../../contracts/errors.ts';
import { alertEventCollection, collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';

export type AlertResponse = z.infer<typeof alertResponseSchema>;
export type AlertDetailResponse = z.infer<typeof alertDetailResponseSchema>;

/** Entries about who was told have no number, and tell of what was written before. */
const last = Number.MAX_SAFE_INTEGER;

/** One alert of the organization with its timeline, in the order in which it came to be. Throws `not-found` for any other. */
export async function getAlert({
  ctx,
  input: { alertId },
}: {
  ctx: Ctx;
  input: { alertId: string };
}): Promise<AlertDetailResponse> {
  requirePermission(ctx, 'alerts:read');
  const { firestore } = ctx.db;
  const [alert, events] = await Promise.all([
    ctx.db.get(collection(firestore, ctx.orgId, 'alerts').doc(alertId)),
    ctx.db.query(alertEventCollection(firestore, ctx.orgId, alertId)),
  ]);
  const found = alert.data();
  if (found === undefined) throw notFound('alert', alertId);
  const timeline = events
    .map((event) => ({ eventId: event.id, ...event.data() }))
    .sort(
      (a, b) =>
        a.recordedAt.getTime() - b.recordedAt.getTime() ||
        (a.sequence ?? last) - (b.sequence ?? last) ||
        a.at.getTime() - b.at.getTime(),
    );
  return { alertId, ...found, timeline };
}
