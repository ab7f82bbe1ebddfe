import type { AlertRule } from '../contracts/alert-rule.ts';
import type { Metric } from '../contracts/metric.ts';
import type { RuleSelector } from '../contracts/rule-selector.ts';

/** What an alert needs to know of its series. */
export type SubjectMetric = Pick<Metric, 'key' | 'labels' | 'unit'>;

/** One rule on one series: what a fingerprint stands for. */
export interface Subject {
  readonly ruleId: string;
  readonly rule: AlertRule;
  readonly metricId: string;
  readonly metric: SubjectMetric;
}

/** Whether the selector names this series: by id, or by key and at least its labels. One of jobs names none. */
export function selects(
  selector: RuleSelector,
  { metricId, metric }: Omit<Subject, 'rule' | 'ruleId'>,
): boolean {
  if ('metricId' in selector) return selector.metricId === metricId;
  if ('forecastJob' in selector || selector.metric !== metric.key) return false;
  return Object.entries(selector.labels).every(([name, value]) => metric.labels[name] === value);
}
