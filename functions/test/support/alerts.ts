import type { Subject } from '../../src/alerting/subject.ts';
import type { AlertRule } from '../../src/contracts/alert-rule.ts';
import { alertRuleSchema } from '../../src/contracts/alert-rule.ts';
import type { Anomaly } from '../../src/contracts/anomaly.ts';
import type { Forecast } from '../../src/contracts/forecast.ts';

const madeAt = new Date('2026-11-01T00:00:00Z');

/** A rule "value above 60" on departures from ATL, or another. */
export function alertRule(overrides: Partial<AlertRule> = {}): AlertRule {
  return alertRuleSchema.parse({
    name: 'Many departures',
    selector: { metric: 'flights.departures', labels: { airport: 'ATL' } },
    condition: { type: 'threshold', operator: '>', threshold: 60 },
    createdAt: madeAt,
    updatedAt: madeAt,
    createdBy: 'user:ada',
    ...overrides,
  });
}

/** The series that the rule selects. */
export const departures = {
  metricId: 'met_departures',
  sumId: null,
  hierarchy: null,
  metric: { key: 'flights.departures', labels: { airport: 'ATL' }, unit: null },
} as const;

/** A rule on that series. */
export const alertSubject = (rule: Partial<AlertRule> = {}, ruleId = 'rul_many'): Subject => ({
  ...departures,
  ruleId,
  rule: alertRule(rule),
});

/** An hourly forecast of a flat mean from `origin` on. */
export function flatForecast(input: {
  origin: Date;
  hours: number;
  mean: number;
  standardDeviation: number;
}): Forecast {
  const hourMs = 3_600_000;
  const points = Array.from({ length: input.hours }, (_, i) => ({
    at: new Date(input.origin.getTime() + (i + 1) * hourMs),
    mean: input.mean,
    standardDeviation: input.standardDeviation,
    intervals: [],
  }));
  return {
    metricId: departures.metricId,
    sumId: null,
    metricKey: departures.metric.key,
    labels: departures.metric.labels,
    unit: null,
    jobId: null,
    runId: null,
    hierarchy: null,
    expireAt: null,
    backend: 'statistical',
    horizon: input.hours,
    levels: [80],
    quantiles: [],
    madeAt: input.origin,
    from: points.at(0)?.at ?? input.origin,
    to: points.at(-1)?.at ?? input.origin,
    points,
    errorCorrelation: 0,
    distribution: null,
    crossings: [],
    card: {
      asked: null,
      explanation: null,
      model: 'naive',
      weights: [],
      candidates: [],
      history: {
        from: madeAt,
        to: input.origin,
        observed: 100,
        gridLength: 100,
        gapsFilled: 0,
        duplicates: 0,
        resolution: { label: 'hourly', unit: 'millisecond', count: hourMs },
        timeZone: 'UTC',
        repairs: [],
        repairCount: 0,
        newestAt: null,
        seasonLengths: [],
        lastValue: null,
        inputHash: '',
      },
      backtest: null,
      cautions: [],
      engineVersion: 'test',
      durationMs: 0,
      cost: { documentReads: 0, documentWrites: 0 },
    },
  };
}

/** A spike of severity high on departures. */
export function spike(overrides: Partial<Anomaly> & Pick<Anomaly, 'startAt'>): Anomaly {
  return {
    metricId: departures.metricId,
    metricKey: departures.metric.key,
    labels: departures.metric.labels,
    unit: null,
    peakAt: overrides.startAt,
    endAt: null,
    points: 1,
    kind: 'spike',
    expert: 'weekly season',
    severity: 'high',
    score: 0.7,
    value: 120,
    expected: 40,
    lower: 30,
    upper: 50,
    explanation: '120 is far above 30 to 50',
    contributions: null,
    contributionSummary: null,
    siblings: null,
    extent: null,
    detectorVersion: 'test',
    label: null,
    labelledBy: null,
    labelledAt: null,
    detectedAt: overrides.startAt,
    supersededAt: null,
    ...overrides,
  };
}
