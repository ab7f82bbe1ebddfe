import type { Alert } from '../contracts/alert.ts';
import type { AlertCondition } from '../contracts/alert-condition.ts';
import { descriptionMax, summaryMax } from '../contracts/alert-rule.ts';
import { describeMinimum } from './evaluate-anomaly.ts';
import { directionWords } from './evaluate-forecast-breach.ts';
import { operatorWords } from './evaluate-threshold.ts';
import { formatDuration, formatInstant, formatNumber, formatSeries } from './format.ts';
import { cut, renderTemplate } from './render-template.ts';
import { changeReferences } from './same-time-before.ts';
import type { Subject } from './subject.ts';
import { describeWindow } from './window-values.ts';

/** What texts tell of: a check, or an alert. */
export type Sight = Pick<Alert, 'value' | 'reason'> &
  Partial<Pick<Alert, 'evaluatedThrough' | 'undecidedAt'>> & {
    readonly crossing?: Alert['crossing'] | undefined;
  };

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

/** The threshold of a condition that has one; of failures, how many. */
export function thresholdOf(condition: AlertCondition): number | null {
  if (condition.type === 'forecast-job-failing') return condition.failures;
  return 'threshold' in condition ? condition.threshold : null;
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

/** An episode that no breach has opened was opened by silence. */
const isSilence = ({ evaluatedThrough, undecidedAt }: Sight): boolean =>
  evaluatedThrough !== undefined && !!undecidedAt && undecidedAt > evaluatedThrough;

function defaultSummary({ rule: { condition }, metric }: Subject, sight: Sight): string {
  const { value, reason } = sight;
  const series = formatSeries(metric);
  if (isSilence(sight)) return `${series}: ${reason}`;
  switch (condition.type) {
    case 'threshold': {
      const seen = value === null ? '' : ` (${formatNumber(value)})`;
      const over = condition.window === undefined ? '' : ` as ${describeWindow(condition.window)}`;
      return `${series} is ${operatorWords[condition.operator]} ${formatNumber(condition.threshold)}${over}${seen}`;
    }
    case 'forecast-breach':
      return `${series} is ${reason}`;
    case 'anomaly':
      // What siblings did, behind the semicolon, is for the description.
      return condition.count === undefined
        ? `${series} shows a ${reason.split(';', 1)[0]}`
        : `${series}: ${reason}`;
    case 'change':
    case 'absence':
    case 'forecast-job-failing':
      return `${series}: ${reason}`;
  }
}

function defaultDescription({ rule, metric }: Subject, sight: Sight, startedAt: Date): string {
  const { reason } = sight;
  const watched = `Rule "${rule.name}" watches ${formatSeries(metric)}: ${describeCondition(rule.condition)}`;
  if (isSilence(sight)) return `${watched}, and that data comes. Last seen: ${reason}.`;
  const held = rule.forSeconds === 0 ? '' : ` for ${formatDuration(rule.forSeconds)}`;
  return `${watched}${held}. It has held since ${formatInstant(startedAt)}. Last seen: ${reason}.`;
}

function describeCondition(condition: AlertCondition): string {
  switch (condition.type) {
    case 'threshold': {
      const of = condition.window === undefined ? 'a value' : `the ${describeWindow(condition.window)}`;
      return `${of} ${operatorWords[condition.operator]} ${formatNumber(condition.threshold)}`;
    }
    case 'forecast-breach':
      return `a probability of at least ${condition.probability} to ${directionWords[condition.direction]} ${formatNumber(condition.threshold)} within ${formatDuration(condition.withinSeconds)}`;
    case 'anomaly': {
      const what = describeMinimum(condition);
      if (condition.count === undefined) return `an ${what}`;
      return `at least ${condition.count.atLeast} of ${condition.count.of} points in an ${what}`;
    }
    case 'change': {
      const { against, direction, by, unit, window } = condition;
      const size = `${formatNumber(by)}${unit === 'percent' ? ' %' : ''}`;
      return `${changeWords[direction]} of the ${describeWindow(window)} by at least ${size} since ${changeReferences[against].words}`;
    }
    case 'absence':
      return `no data for ${formatDuration(condition.afterSeconds)}`;
    case 'forecast-job-failing':
      return `at least ${condition.failures} failures in a row of a forecast job`;
  }
}

const changeWords = { rise: 'a rise', fall: 'a fall', either: 'a change' } as const;
