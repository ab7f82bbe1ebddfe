import type { Query } from 'firebase-admin/firestore';
import { matchLabelsOf } from '../../alerting/matchers/match-labels-of.ts';
import type { GroupChannel } from '../../alerting/notify/flush-types.ts';
import type { OtherAlert, Rehearsal } from '../../alerting/rehearsal/rehearsal.ts';
import type { AlertRule } from '../../contracts/alert-rule.ts';
import type { RehearseSavedRuleRequest } from '../../contracts/rehearsal.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { parsedOrWarned } from '../alert/parsed-or-warned.ts';
import { policiesMax } from '../alert/route-alert.ts';
import { otherAlertsMax } from './limits.ts';
import type { RehearsalRange } from './read-rehearsed-series.ts';
import { rehearsedInhibitions, rehearsedPolicies, rehearsedSilences } from './rehearsed-parts.ts';

/** How alerts of the rule would be told. */
export type Telling = Pick<Rehearsal, 'policies' | 'silences' | 'inhibitions' | 'others' | 'channels'>;

/**
 * The policies, silences and inhibition rules of the organization, unless others are given; its channels; and where there
 * are inhibition rules, the alerts of other rules that fired at the time. Queries: `enabled`; `endsAt` from the beginning on;
 * alerts in order of `startedAt`.
 */
export async function readTelling(
  ctx: Ctx,
  { ruleId, rule }: { readonly ruleId: string; readonly rule: AlertRule },
  given: Pick<RehearseSavedRuleRequest, 'policies' | 'silences' | 'inhibitions'>,
  range: RehearsalRange,
): Promise<Telling> {
  const of = <K extends Parameters<typeof collection>[2]>(name: K) =>
    collection(ctx.db.firestore, ctx.orgId, name);
  const policies = given.policies
    ? rehearsedPolicies(given.policies)
    : rule.notify !== null
      ? []
      : (await parsed(ctx, of('notification_policies').where('enabled', '==', true).limit(policiesMax))).map(
          ([policyId, policy]) => ({ policyId, policy }),
        );
  const silences = given.silences
    ? rehearsedSilences(given.silences)
    : (await parsed(ctx, of('silences').where('endsAt', '>', range.from))).map(([silenceId, silence]) => ({
        silenceId,
        silence,
      }));
  const inhibitions = given.inhibitions
    ? rehearsedInhibitions(given.inhibitions)
    : (await parsed(ctx, of('inhibition_rules').where('enabled', '==', true))).map(
        ([inhibitionId, inhibition]) => ({ inhibitionId, inhibition }),
      );
  const others = inhibitions.length === 0 ? [] : await otherAlerts(ctx, ruleId, range);
  const channels = await channelsOf(ctx, rule, policies);
  return { policies, silences, inhibitions, others, channels };
}

async function parsed<T>(ctx: Ctx, query: Query<T>): Promise<readonly (readonly [string, T])[]> {
  return (await ctx.db.query(query)).flatMap((document) => {
    const data = parsedOrWarned(ctx, document);
    return data === undefined ? [] : [[document.id, data] as const];
  });
}

async function otherAlerts(
  ctx: Ctx,
  ruleId: string,
  { from, to }: RehearsalRange,
): Promise<readonly OtherAlert[]> {
  const alerts = collection(ctx.db.firestore, ctx.orgId, 'alerts');
  const began = alerts.where('startedAt', '<=', to).orderBy('startedAt', 'desc').limit(otherAlertsMax);
  return (await parsed(ctx, began)).flatMap(([alertId, alert]) => {
    if (alert.ruleId === ruleId || alert.firedAt === null) return [];
    if (alert.resolvedAt !== null && alert.resolvedAt <= from) return [];
    return [{ alertId, labels: matchLabelsOf(alert), from: alert.firedAt, to: alert.resolvedAt }];
  });
}

async function channelsOf(
  ctx: Ctx,
  { notify }: AlertRule,
  policies: Rehearsal['policies'],
): Promise<readonly GroupChannel[]> {
  const routes = [...(notify === null ? [] : [notify]), ...policies.map(({ policy }) => policy.notify)];
  const ids = new Set(
    routes.flatMap(({ channels, escalation }) => [
      ...channels,
      ...escalation.flatMap((step) => step.channels),
    ]),
  );
  const documents = collection(ctx.db.firestore, ctx.orgId, 'notification_channels');
  const found = await ctx.db.getAll([...ids].map((channelId) => documents.doc(channelId)));
  return found.flatMap((snapshot) => {
    const channel = parsedOrWarned(ctx, snapshot);
    if (channel === undefined) return [];
    const status = channel.enabled ? 'enabled' : 'disabled';
    return [{ channelId: snapshot.id, status, knowsAcknowledgement: channel.settings.type === 'pagerduty' }];
  });
}
