import { matchLabelsOf } from '../../alerting/matchers/match-labels-of.ts';
import { groupLabelsOf } from '../../alerting/notify/group-labels-of.ts';
import { inhibitedBy } from '../../alerting/notify/inhibited-by.ts';
import { recipientsOf } from '../../alerting/notify/recipients-of.ts';
import { type Route, routesOf } from '../../alerting/notify/routes-of.ts';
import type { Labels } from '../../contracts/common.ts';
import { notFound } from '../../contracts/errors.ts';
import type { RoutePreview, RoutePreviewRequest } from '../../contracts/notification-policy.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { groupIdOf, routeSource } from '../../pipeline/alert/route-alert.ts';
import { readInhibitions } from '../groups/inhibition-sources.ts';

/**
 * Which channels an alert would reach now, in which groups, and which policies decided so (amtool: `config routes test`).
 * Nothing is changed, and an alert that is open stays in the groups in which it is told.
 */
export async function previewRoute({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: RoutePreviewRequest;
}): Promise<RoutePreview> {
  requirePermission(ctx, 'notification-policies:read');
  const labels = 'labels' in input ? input.labels : await labelsOf(ctx, input.alertId);
  const { own, policies } = await ctx.db.transaction(async (transaction) => {
    const source = routeSource(ctx, transaction);
    const { ruleId } = labels;
    const own = ruleId === undefined || ruleId === '' ? null : await source.ownRouteOf(ruleId);
    return { own, policies: await source.policies() };
  });
  const routing = routesOf(labels, own, policies);
  const names = new Map(policies.map(({ policyId, policy }) => [policyId, policy.name]));
  const { rules, sources } = await readInhibitions(ctx);
  const others = 'alertId' in input ? sources.filter(({ alertId }) => alertId !== input.alertId) : sources;
  return {
    labels,
    routes: await Promise.all(routing.routes.map((route) => described(ctx, route, labels))),
    policies: routing.policies.flatMap(({ policyId, outcome }) =>
      outcome === 'disabled' ? [] : [{ policyId, name: names.get(policyId) ?? policyId, outcome }],
    ),
    inhibitedBy: inhibitedBy(labels, rules, others),
  };
}

async function labelsOf(ctx: Ctx, alertId: string): Promise<Labels> {
  const alert = (await ctx.db.get(collection(ctx.db.firestore, ctx.orgId, 'alerts').doc(alertId))).data();
  if (alert === undefined) throw notFound('alert', alertId);
  return matchLabelsOf(alert);
}

async function described(ctx: Ctx, route: Route, labels: Labels): Promise<RoutePreview['routes'][number]> {
  const groupLabels = groupLabelsOf(labels, route.notify);
  const recipients = recipientsOf(route.notify, []);
  const documents = collection(ctx.db.firestore, ctx.orgId, 'notification_channels');
  const found = await ctx.db.getAll(recipients.map(({ channelId }) => documents.doc(channelId)));
  const channels = recipients.map(({ channelId, step }, index) => {
    const channel = found[index]?.data();
    if (channel === undefined) return { channelId, name: null, status: 'missing' as const, step };
    return {
      channelId,
      name: channel.name,
      status: channel.enabled ? ('enabled' as const) : ('disabled' as const),
      step,
    };
  });
  return { ...route, groupId: groupIdOf(route, groupLabels), groupLabels: { ...groupLabels }, channels };
}
