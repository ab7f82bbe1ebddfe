import type { AlertCondition } from '../contracts/alert-condition.ts';
import type { AlertRule } from '../contracts/alert-rule.ts';
import type { Check } from './check.ts';
import { evaluateAbsence, evaluateNoData, type Newest } from './evaluate-absence.ts';
import { evaluateAnomaly } from './evaluate-anomaly.ts';
import { evaluateAnomalyCount } from './evaluate-anomaly-count.ts';
import { evaluateChange } from './evaluate-change.ts';
import { evaluateForecastBreach } from './evaluate-forecast-breach.ts';
import { evaluateThreshold } from './evaluate-threshold.ts';
import type { Findings } from './findings.ts';

/**
 * What a rule makes of what is newly known: checks in order of time, none where the findings do not bear on it. Points
 * that are so old already that the rule would take the series for silent say so last.
 *
 * @param now to tell whether a forecast still speaks of the future, whether a series is silent, and what is a day ago.
 */
export function evaluate(
  { condition, noData }: Pick<AlertRule, 'condition' | 'noData'>,
  findings: Findings,
  now: Date,
): readonly Check[] {
  const checks = evaluateCondition(condition, findings, now);
  const newest = newestOf(findings);
  const silence = noData === null || newest === null ? null : evaluateNoData(noData, newest, now);
  if (silence === null) return checks;
  // Where silence fires, a source that catches up is not calm before it has: it would fire again with each of its parts.
  const told = noData?.policy === 'alert' ? checks.filter(({ verdict }) => verdict !== 'clear') : checks;
  return [...told, silence];
}

function evaluateCondition(condition: AlertCondition, findings: Findings, now: Date): readonly Check[] {
  const { anomalies, detectedThrough, forecast, history } = findings;
  switch (condition.type) {
    case 'threshold':
      return evaluateThreshold(condition, findings, now);
    case 'forecast-breach':
      return forecast === undefined ? [] : [evaluateForecastBreach(condition, forecast, now)];
    case 'anomaly':
      if (detectedThrough === undefined) return [];
      if (condition.count === undefined) return evaluateAnomaly(condition, anomalies ?? [], detectedThrough);
      return history === undefined
        ? []
        : evaluateAnomalyCount(condition, condition.count, findings, history, now);
    case 'change':
      return history === undefined ? [] : evaluateChange(condition, findings, history, now);
    case 'absence': {
      const newest = newestOf(findings);
      return newest === null ? [] : [evaluateAbsence(condition, newest, now)];
    }
    case 'forecast-job-failing':
      return [];
  }
}

/** The newest of the new points. */
function newestOf({ observations = [] }: Findings): Newest | null {
  const [first, ...others] = observations;
  return first === undefined
    ? null
    : others.reduce((newest, one) => (one.at > newest.at ? one : newest), first);
}
