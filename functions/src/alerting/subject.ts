import type { AlertRule } from '../contracts/alert-rule.ts';
import type { Metric } from '../contracts/metric.ts';
import type { SeriesSelector } from '../contracts/series-reference.ts';

/** What an alert needs to know of its series. */
export type SubjectMetric = Pick<Metric, 'key' | 'labels' | 'unit'>;

/** One rule on one series: what a fingerprint stands for. */
export interface Subject {
  readonly ruleId: string;
  readonly rule: AlertRule;
  readonly metricId: string;
  readonly metric: SubjectMetric;
}

/** Whether the selector names this series: by id, or by key and at least its labels. */
export function selects(
  selector: SeriesSelector,
  { metricId, metric }: Omit<Subject, 'rule' | 'ruleId'>,
): boolean {
  if ('metricId' in selector) return selector.metricId === metricId;
  if (selector.metric !== metric.key) return false;
  return Object.entries(selector.labels).every(([name, value]) => metric.labels[name] === value);
}
