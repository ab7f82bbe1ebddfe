import type { Alert } from '../../contracts/alert.ts';

/** What of an alert matchers, groups and inhibition look at. */
export type MatchedAlert = Pick<
  Alert,
  'labels' | 'ruleName' | 'ruleId' | 'jobName' | 'jobId' | 'severity' | 'metricKey' | 'metricId'
>;

/**
 * The labels of an alert by which silences, notification policies, groups and inhibition rules know it: those of its
 * series and rule, and `alertname`, `ruleId`, `severity`, `metric`, `metricId` and `jobId`, which win over labels of the
 * same name. What does not apply is left out, which is the same as empty.
 */
export function matchLabelsOf({
  labels,
  ruleName,
  ruleId,
  jobName,
  jobId,
  severity,
  metricKey,
  metricId,
}: MatchedAlert): Readonly<Record<string, string>> {
  const own = {
    alertname: ruleName ?? jobName,
    ruleId,
    severity,
    metric: metricKey,
    metricId,
    jobId,
  };
  const known = Object.entries(own).filter((entry): entry is [string, string] => entry[1] !== null);
  const rest = Object.entries(labels).filter(([name]) => !Object.hasOwn(own, name));
  return Object.fromEntries([...rest, ...known]);
}
