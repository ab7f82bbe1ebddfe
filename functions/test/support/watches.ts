import type { AlertRule } from '../../src/contracts/alert-rule.ts';
import { collection } from '../../src/firestore/collections.ts';
import { alertRule } from './alerts.ts';
import type { TestCtx } from './context.ts';

const dayMs = 86_400_000;

export const absence = { type: 'absence', afterSeconds: 7_200 } as const;

/** What makes a rule of absence on all departures, or another. */
export const watchRequest = (rule: Partial<AlertRule> = {}) => {
  const {
    createdAt: _,
    updatedAt: __,
    createdBy: ___,
    status: ____,
    ...request
  } = alertRule({
    selector: { metric: 'flights.departures', labels: {} },
    condition: absence,
    ...rule,
  });
  return request;
};

/** A series whose newest point is of `lastPointAt`. */
export async function watchedSeries(
  ctx: TestCtx,
  metricId: string,
  lastPointAt: Date,
  key = 'flights.departures',
) {
  await collection(ctx.db.firestore, ctx.orgId, 'metrics')
    .doc(metricId)
    .set({
      key,
      labels: { airport: metricId },
      unit: null,
      kind: 'gauge',
      resolution: null,
      seasonLengths: [],
      firstPointAt: new Date(lastPointAt.getTime() - 30 * dayMs),
      lastPointAt,
      lastValue: 7,
      pointCount: 1,
      retentionDays: null,
      layout: { span: 'day', generation: 1 },
      latestForecast: null,
      detectionSettings: null,
      detection: null,
      feedback: null,
      createdAt: new Date(lastPointAt.getTime() - 30 * dayMs),
      updatedAt: lastPointAt,
    });
}

/** The watch of a rule, where it has one. */
export const watchOfRule = async (ctx: TestCtx, ruleId: string) =>
  (await collection(ctx.db.firestore, ctx.orgId, 'alert_rule_watches').doc(ruleId).get()).data();
