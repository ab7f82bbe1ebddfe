import { matchLabelsOf } from '../../alerting/matchers/match-labels-of.ts';
import { groupLabelsOf } from '../../alerting/notify/group-labels-of.ts';
import { type PolicyEntry, type Route, routesOf } from '../../alerting/notify/routes-of.ts';
import type { Alert } from '../../contracts/alert.ts';
import type { AlertRule } from '../../contracts/alert-rule.ts';
import type { Labels } from '../../contracts/common.ts';
import { deterministicId } from '../../contracts/ids.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { MeteredTransaction } from '../../firestore/database.ts';
import { parsedOrWarned } from './parsed-or-warned.ts';

/** A group that an alert belongs to. */
export interface RoutedGroup {
  readonly groupId: string;
  readonly route: Route;
  readonly groupLabels: Labels;
}

/** Policies of one organization, at most: they are asked in memory. */
export const policiesMax = 500;

/** Reads what routes are made of, each once in a transaction. */
export interface RouteSource {
  ownRouteOf(ruleId: string, known?: AlertRule): Promise<Route | null>;
  policies(): Promise<readonly PolicyEntry[]>;
}

/** Reads rules and policies in a transaction, so that a change of either is seen or waits. */
export function routeSource(ctx: Ctx, transaction: MeteredTransaction): RouteSource {
  const { firestore } = ctx.db;
  const rules = new Map<string, Promise<AlertRule | undefined>>();
  let policies: Promise<readonly PolicyEntry[]> | undefined;
  const ruleOf = (ruleId: string): Promise<AlertRule | undefined> => {
    const known = rules.get(ruleId);
    if (known !== undefined) return known;
    const read = transaction
      .get(collection(firestore, ctx.orgId, 'alert_rules').doc(ruleId))
      .then((snapshot) => parsedOrWarned(ctx, snapshot));
    rules.set(ruleId, read);
    return read;
  };
  return {
    async ownRouteOf(ruleId, known) {
      const rule = known ?? (await ruleOf(ruleId));
      if (rule === undefined || rule.notify === null) return null;
      return { kind: 'rule', id: ruleId, name: rule.name, notify: rule.notify };
    },
    policies() {
      policies ??= readPolicies(ctx, transaction);
      return policies;
    },
  };
}

async function readPolicies(ctx: Ctx, transaction: MeteredTransaction): Promise<readonly PolicyEntry[]> {
  const enabled = collection(ctx.db.firestore, ctx.orgId, 'notification_policies').where(
    'enabled',
    '==',
    true,
  );
  const found = await transaction.query(enabled.limit(policiesMax));
  return found.flatMap((document) => {
    const policy = parsedOrWarned(ctx, document);
    return policy === undefined ? [] : [{ policyId: document.id, policy }];
  });
}

/** The groups that an alert belongs to now: by the route of its rule, else by the policies. None: nobody is told. */
export async function groupsOf(
  source: RouteSource,
  alert: Alert,
  rule?: AlertRule,
): Promise<readonly RoutedGroup[]> {
  const labels = matchLabelsOf(alert);
  const own = alert.ruleId === null ? null : await source.ownRouteOf(alert.ruleId, rule);
  const { routes } = routesOf(labels, own, own === null ? await source.policies() : []);
  return routes.map((route) => {
    const groupLabels = groupLabelsOf(labels, route.notify);
    return { groupId: groupIdOf(route, groupLabels), route, groupLabels };
  });
}

/** The same for the same route and labels, so that those who fire at once meet in one group. */
export const groupIdOf = ({ kind, id }: Pick<Route, 'kind' | 'id'>, groupLabels: Labels): string =>
  deterministicId('notificationGroup', kind, id, ...Object.entries(groupLabels).flat());
