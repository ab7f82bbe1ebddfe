import type { z } from 'zod';
import type { anomalyConditionSchema } from '../../contracts/alert-rule.ts';
import { type Anomaly, anomalySeverities } from '../../contracts/anomaly.ts';
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
  { minimumSeverity }: AnomalyCondition,
  found: readonly Found[],
  detectedThrough: Date,
): readonly Check[] {
  const minimum = anomalySeverities.indexOf(minimumSeverity);
  const checks = found
    .filter(({ anomaly }) => anomaly.label !== 'false' && anomaly.label !== 'expected')
    .filter(({ anomaly }) => anomalySeverities.indexOf(anomaly.severity) >= minimum)
    .toSorted((a, b) => a.anomaly.startAt.getTime() - b.anomaly.startAt.getTime())
    .flatMap((one) => checksOf(one, detectedThrough));
  const last = checks.at(-1);
  if (last !== undefined && last.at >= detectedThrough) return checks;
  const reason = `no anomaly of severity ${minimumSeverity} or more`;
  return [...checks, { verdict: 'clear', at: detectedThrough, value: null, reason }];
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

/** `spike of severity high: 120 where about 40 was expected`, and what other series of the metric did, where known. */
export function describeAnomaly({ kind, severity, value, expected, contributionSummary }: Anomaly): string {
  const against =
    expected === null
      ? ''
      : ` where about ${formatNumber(Number(expected.toPrecision(expectedDigits)))} was expected`;
  const siblings = contributionSummary === null ? '' : `; ${contributionSummary}`;
  return `${kind} of severity ${severity}: ${formatNumber(value)}${against}${siblings}`;
}
