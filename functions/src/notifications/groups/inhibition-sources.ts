import { FieldPath, type Query } from 'firebase-admin/firestore';
import { matchLabelsOf } from '../../alerting/matchers/match-labels-of.ts';
import { matches } from '../../alerting/matchers/matches.ts';
import {
  type InhibitionEntry,
  type InhibitionSource,
  inhibitingStates,
} from '../../alerting/notify/inhibited-by.ts';
import type { Alert } from '../../contracts/alert.ts';
import type { Matcher } from '../../contracts/matchers.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { parsedOrWarned } from '../../pipeline/alert/parsed-or-warned.ts';
import { inhibitionSourcesMax } from './limits.ts';

/** What inhibits what in an organization at the moment. */
export interface Inhibitions {
  readonly rules: readonly InhibitionEntry[];
  readonly sources: readonly InhibitionSource[];
}

/** Fields of an alert that stand for a label of matchers; every other label stands in `labels`. */
const ownFields: Readonly<Record<string, string>> = {
  ruleId: 'ruleId',
  severity: 'severity',
  metric: 'metricKey',
  metricId: 'metricId',
  jobId: 'jobId',
};

/**
 * The enabled inhibition rules, and the open alerts that match the source of one. One read where there are no rules, else
 * the alerts that meet the equality matchers of each rule's source.
 */
export async function readInhibitions(ctx: Ctx): Promise<Inhibitions> {
  const { firestore } = ctx.db;
  const enabled = collection(firestore, ctx.orgId, 'inhibition_rules').where('enabled', '==', true);
  const rules = (await ctx.db.query(enabled)).flatMap((document) => {
    const inhibition = parsedOrWarned(ctx, document);
    return inhibition === undefined ? [] : [{ inhibitionId: document.id, inhibition }];
  });
  const sources = new Map<string, InhibitionSource>();
  for (const { inhibition } of rules) {
    const found = await ctx.db.query(sourceQuery(ctx, inhibition.sourceMatchers));
    for (const document of found) {
      const alert = document.data();
      const labels = matchLabelsOf(alert);
      if (!inhibitingStates.includes(alert.state) || !matches(inhibition.sourceMatchers, labels)) continue;
      sources.set(document.id, { alertId: document.id, labels });
    }
  }
  return { rules, sources: [...sources.values()] };
}

/** Query: equality on `open` and on the fields of `=` matchers, for which Firestore joins the indexes of single fields. */
function sourceQuery(ctx: Ctx, matchers: readonly Matcher[]): Query<Alert> {
  let query: Query<Alert> = collection(ctx.db.firestore, ctx.orgId, 'alerts').where('open', '==', true);
  for (const { label, operator, value } of matchers) {
    if (operator !== '=' || value === '' || label === 'alertname') continue;
    const own = Object.hasOwn(ownFields, label) ? ownFields[label] : undefined;
    query = query.where(own ?? new FieldPath('labels', label), '==', value);
  }
  return query.limit(inhibitionSourcesMax);
}
