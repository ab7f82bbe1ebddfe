import type { Alert } from '../contracts/alert.ts';
import { type AlertCondition, descriptionMax, summaryMax } from '../contracts/alert-rule.ts';
import { directionWords } from './evaluate-forecast-breach.ts';
import { operatorWords } from './evaluate-threshold.ts';
import { formatDuration, formatInstant, formatNumber, formatSeries } from './format.ts';
import { cut, renderTemplate } from './render-template.ts';
import type { Subject } from './subject.ts';

/** What texts tell of: a check, or an alert. */
export type Sight = Pick<Alert, 'value' | 'reason'> & { readonly crossing?: Alert['crossing'] | undefined };

/**
 * Summary and description of an alert, as seen at a breach: the rule's annotations with their placeholders filled in,
 * or sentences of our own where the rule has none.
 */
export function describeAlert(
  subject: Subject,
  breach: Sight,
  startedAt: Date,
): { summary: string; description: string } {
  const { summary, description } = subject.rule.annotations;
  const values = placeholdersOf(subject, breach, startedAt);
  return {
    summary:
      summary === undefined
        ? cut(defaultSummary(subject, breach), summaryMax)
        : renderTemplate(summary, values, summaryMax),
    description:
      description === undefined
        ? cut(defaultDescription(subject, breach, startedAt), descriptionMax)
        : renderTemplate(description, values, descriptionMax),
  };
}

/** The threshold of a condition that has one. */
export function thresholdOf(condition: AlertCondition): number | null {
  return condition.type === 'anomaly' ? null : condition.threshold;
}

/** What annotations may mention; the list in `docs/alerts.md` is this one. */
function placeholdersOf(
  { ruleId, rule, metricId, metric }: Subject,
  { value, reason, crossing }: Sight,
  startedAt: Date,
): ReadonlyMap<string, string> {
  const threshold = thresholdOf(rule.condition);
  const labels = Object.entries({ ...metric.labels, ...rule.labels });
  const instant = (at: Date | null | undefined) => (at ? formatInstant(at) : 'unknown');
  return new Map([
    ['value', value === null ? 'unknown' : formatNumber(value)],
    ['threshold', threshold === null ? 'none' : formatNumber(threshold)],
    ['metric', metric.key],
    ['series', formatSeries(metric)],
    ['unit', metric.unit ?? ''],
    ['metricId', metricId],
    ['rule', rule.name],
    ['ruleId', ruleId],
    ['severity', rule.severity],
    ['reason', reason],
    ['startedAt', instant(startedAt)],
    ...(!crossing ? [] : crossingPlaceholders(crossing, instant)),
    ...labels.map(([name, text]) => [`labels.${name}`, text] as const),
  ]);
}

function crossingPlaceholders(
  { probability, at, earliest, latest }: NonNullable<Alert['crossing']>,
  instant: (at: Date | null) => string,
) {
  return [
    ['crossing.probability', probability.toFixed(2)],
    ['crossing.at', instant(at)],
    ['crossing.earliest', instant(earliest)],
    ['crossing.latest', instant(latest)],
  ] as const;
}

function defaultSummary({ rule: { condition }, metric }: Subject, { value, reason }: Sight): string {
  const series = formatSeries(metric);
  switch (condition.type) {
    case 'threshold': {
      const seen = value === null ? '' : ` (${formatNumber(value)})`;
      return `${series} is ${operatorWords[condition.operator]} ${formatNumber(condition.threshold)}${seen}`;
    }
    case 'forecast-breach':
      return `${series} is ${reason}`;
    case 'anomaly':
      // What siblings did, behind the semicolon, is for the description.
      return `${series} shows a ${reason.split(';', 1)[0]}`;
  }
}

function defaultDescription({ rule, metric }: Subject, { reason }: Sight, startedAt: Date): string {
  const held = rule.forSeconds === 0 ? '' : ` for ${formatDuration(rule.forSeconds)}`;
  return `Rule "${rule.name}" watches ${formatSeries(metric)}: ${describeCondition(rule.condition)}${held}. It has held since ${formatInstant(startedAt)}. Last seen: ${reason}.`;
}

function describeCondition(condition: AlertCondition): string {
  switch (condition.type) {
    case 'threshold':
      return `a value ${operatorWords[condition.operator]} ${formatNumber(condition.threshold)}`;
    case 'forecast-breach':
      return `a probability of at least ${condition.probability} to ${directionWords[condition.direction]} ${formatNumber(condition.threshold)} within ${formatDuration(condition.withinSeconds)}`;
    case 'anomaly':
      return `an anomaly of severity ${condition.minimumSeverity} or more`;
  }
}
