import type { z } from 'zod';
import type { anomalyConditionSchema } from '../contracts/alert-condition.ts';
import { type Anomaly, anomalySeverities } from '../contracts/anomaly.ts';
import type { Check } from './check.ts';
import { formatNumber } from './format.ts';

/** A condition on what the detector reports. */
export type AnomalyCondition = z.infer<typeof anomalyConditionSchema>;

interface Found {
  readonly anomalyId: string;
  readonly anomaly: Anomaly;
}

/**
 * Breached from the start of each anomaly of at least the severity to its end, and up to the newest point while it
 * goes on; clear from the first millisecond after its end, and at the newest point. So an anomaly that began and ended
 * between two looks is seen, and two of them are two episodes, whether they are looked at one by one or together.
 *
 * Anomalies that a member labelled `false` or `expected` count as calm.
 */
export function evaluateAnomaly(
  condition: AnomalyCondition,
  found: readonly Found[],
  detectedThrough: Date,
): readonly Check[] {
  const checks = found
    .filter(({ anomaly }) => qualifies(condition, anomaly))
    .toSorted((a, b) => a.anomaly.startAt.getTime() - b.anomaly.startAt.getTime())
    .flatMap((one) => checksOf(one, detectedThrough));
  const last = checks.at(-1);
  if (last !== undefined && last.at >= detectedThrough) return checks;
  const reason = `no ${describeMinimum(condition)}`;
  return [...checks, { verdict: 'clear', at: detectedThrough, value: null, reason }];
}

/** Whether an anomaly counts: severe and surprising enough, and not labelled `false` or `expected`. */
export function qualifies(
  { minimumSeverity, minimumScore = 0 }: AnomalyCondition,
  { label, severity, score }: Pick<Anomaly, 'label' | 'severity' | 'score'>,
): boolean {
  if (label === 'false' || label === 'expected' || score < minimumScore) return false;
  return anomalySeverities.indexOf(severity) >= anomalySeverities.indexOf(minimumSeverity);
}

/** `anomaly of severity high or more and a score of at least 0.6`. */
export function describeMinimum({ minimumSeverity, minimumScore }: AnomalyCondition): string {
  const score = minimumScore === undefined ? '' : ` and a score of at least ${formatNumber(minimumScore)}`;
  return `anomaly of severity ${minimumSeverity} or more${score}`;
}

function checksOf({ anomalyId, anomaly }: Found, detectedThrough: Date): readonly Check[] {
  const { startAt, endAt, value } = anomaly;
  const reason = describeAnomaly(anomaly);
  const breachedAt = (at: Date): Check => ({ verdict: 'breached', at, value, reason, anomalyId });
  const lastAt = endAt ?? detectedThrough;
  const breaches = lastAt > startAt ? [breachedAt(startAt), breachedAt(lastAt)] : [breachedAt(startAt)];
  if (endAt === null || endAt >= detectedThrough) return breaches;
  const over = new Date(endAt.getTime() + 1);
  return [
    ...breaches,
    { verdict: 'clear', at: over, value: null, reason: 'the anomaly has ended', anomalyId },
  ];
}

/** Significant digits of what was expected: an estimate is not known to more. */
const expectedDigits = 3;

/** What a kind is called in a sentence, behind an article. */
const nouns: ReadonlyMap<string, string> = new Map([
  ['missing', 'gap'],
  ['variance-change', 'change of variance'],
  ['trend-change', 'change of trend'],
  ['unseen-pattern', 'pattern not seen before'],
]);

/** Kinds that one value shows. Of others the value at the peak says little: their explanation does. */
const ofOneValue: ReadonlySet<string> = new Set(['spike', 'dip']);

/**
 * `spike of severity high: 120 where about 40 was expected`, or what the explanation says first of an anomaly that many
 * points show; and what other series of the metric did, where known.
 */
export function describeAnomaly(anomaly: Anomaly): string {
  const { kind, severity, contributionSummary } = anomaly;
  const noun = nouns.get(kind) ?? kind.replaceAll('-', ' ');
  const what = ofOneValue.has(kind) ? valueInWords(anomaly) : anomaly.explanation.split('; ', 1)[0];
  const siblings = contributionSummary === null ? '' : `; ${contributionSummary}`;
  return `${noun} of severity ${severity}: ${what}${siblings}`;
}

function valueInWords({ value, expected, lower, upper }: Anomaly): string {
  if (expected === null || lower === null || upper === null) return formatNumber(value);
  const inside = value >= lower && value <= upper ? ', inside the band but unusual' : '';
  return `${formatNumber(value)} where about ${formatNumber(estimate(expected, upper - lower))} was expected${inside}`;
}

/** An estimate to the digits that a band of this width leaves it: -0.17 with 40 about it is 0. */
function estimate(expected: number, width: number): number {
  const step = width > 0 ? 10 ** (Math.floor(Math.log10(width)) - 1) : 0;
  const rounded = step > 0 ? Math.round(expected / step) * step : expected;
  return Number(rounded.toPrecision(expectedDigits));
}
