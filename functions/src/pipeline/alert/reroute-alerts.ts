import { isDeepStrictEqual } from 'node:util';
import { FieldPath, type Query } from 'firebase-admin/firestore';
import { toldStates } from '../../alerting/notify/change-to-tell.ts';
import type { Alert } from '../../contracts/alert.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { groupsOf, routeSource } from './route-alert.ts';
import { wakeGroup } from './wake-group.ts';
import { WokenGroups } from './woken-groups.ts';

/** Alerts that one transaction routes anew. */
const batchSize = 100;

/** Groups that are looked at because their route has changed. */
const groupsMax = 1_000;

/** Which route was changed: its groups are looked at, since times and channels may be others. And whose alerts to route anew. */
export interface Rerouting {
  readonly changed?: string;
  readonly ruleId?: string;
}

/**
 * Routes the open alerts anew, after policies or the route of a rule were changed, so that what fires is told as it is to be
 * told from now on (Alertmanager does so when it reloads its configuration). An alert leaves a group without a word in
 * it, and is new in another. Reads every open alert, and writes those whose groups change. Goes on where an earlier
 * attempt stopped, since what was routed is as it would be.
 */
export async function rerouteAlerts(ctx: Ctx, { changed, ruleId }: Rerouting = {}): Promise<void> {
  let query: Query<Alert> = collection(ctx.db.firestore, ctx.orgId, 'alerts').where('open', '==', true);
  if (ruleId !== undefined) query = query.where('ruleId', '==', ruleId);
  let page = query.orderBy(FieldPath.documentId()).limit(batchSize);
  for (;;) {
    const found = await ctx.db.query(page);
    const told = found.filter((one) => toldStates.includes(one.data().state)).map(({ id }) => id);
    if (told.length > 0) await rerouteBatch(ctx, told);
    const last = found.at(-1);
    if (found.length < batchSize || last === undefined) break;
    page = query.orderBy(FieldPath.documentId()).startAfter(last.id).limit(batchSize);
  }
  if (changed !== undefined) await lookAtGroups(ctx, changed);
}

async function rerouteBatch(ctx: Ctx, alertIds: readonly string[]): Promise<void> {
  const alerts = collection(ctx.db.firestore, ctx.orgId, 'alerts');
  await ctx.db.transaction(async (transaction) => {
    const groups = new WokenGroups(ctx, transaction);
    const source = routeSource(ctx, transaction);
    const found = await Promise.all(alertIds.map((alertId) => transaction.get(alerts.doc(alertId))));
    const moved: { readonly alertId: string; readonly groupIds: string[] }[] = [];
    for (const snapshot of found) {
      const alert = snapshot.data();
      if (alert === undefined || !toldStates.includes(alert.state)) continue;
      const routed = await groupsOf(source, alert);
      const groupIds = routed.map(({ groupId }) => groupId);
      if (isDeepStrictEqual(groupIds, alert.groupIds)) continue;
      moved.push({ alertId: snapshot.id, groupIds });
      for (const groupId of new Set([...groupIds, ...alert.groupIds])) {
        await groups.read(groupId);
        groups.wake(groupId, 'news', routed.find((one) => one.groupId === groupId) ?? null);
      }
    }
    groups.wakeOrGoOn();
    for (const { alertId, groupIds } of moved) transaction.update(alerts.doc(alertId), { groupIds });
  });
}

/** Query: equality on `route.id` and `active`. */
async function lookAtGroups(ctx: Ctx, routeId: string): Promise<void> {
  const groups = collection(ctx.db.firestore, ctx.orgId, 'notification_groups');
  const active = groups.where('route.id', '==', routeId).where('active', '==', true).limit(groupsMax);
  for (const snapshot of await ctx.db.query(active)) {
    const { id, updateTime } = snapshot;
    const stored = snapshot.data();
    const times = { dueAt: stored.dueAt, nextFlushAt: ctx.now };
    await wakeGroup(ctx, { groupId: id, times, stored, updateTime, routed: null });
  }
}
