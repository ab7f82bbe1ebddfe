import { normalHalfWidth } from '../../forecasting/index.ts';
import { invalidField } from './invalid-field.ts';
import type { JudgedValue } from './judge-series.ts';

/** All series of an instant judged as one. */
export interface JointVerdict {
  readonly anomaly: boolean;
  /** Sum of the squared scores of all series at the instant. */
  readonly score: number;
}

/**
 * Judges the series of each instant together: the sum of their squared scores is held against the `level` percent
 * quantile of a χ² distribution with as many degrees of freedom as there are series, as if these were independent. All
 * series end at the same instant and have equally many values; one verdict an instant, oldest first.
 *
 * @throws {DomainError} `invalid-argument` for series of different length
 */
export function judgeTogether(parts: readonly (readonly JudgedValue[])[], level: number): JointVerdict[] {
  const [first = []] = parts;
  if (parts.some((part) => part.length !== first.length))
    throw invalidField(
      '/threshold_method',
      'expected "univariate", since not all series have enough values to be judged together',
    );
  const limit = chiSquaredQuantile(parts.length, level);
  return first.map((_, step) => {
    const score = parts.reduce((sum, part) => sum + (part[step]?.score ?? 0) ** 2, 0);
    return { anomaly: score > limit, score };
  });
}

/**
 * Which value does a χ² variable with `degrees` of freedom stay below with a probability of `level` percent? Within 2 %
 * for levels from 90 up. Source: Wilson & Hilferty (1931).
 */
function chiSquaredQuantile(degrees: number, level: number): number {
  const z = normalHalfWidth(2 * level - 100);
  const variance = 2 / (9 * degrees);
  return degrees * Math.max(0, 1 - variance + z * Math.sqrt(variance)) ** 3;
}
