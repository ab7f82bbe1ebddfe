import { featureEffects } from './feature-effects.ts';
import type { FeaturedPart } from './features.ts';
import type { Frequency } from './frequency.ts';
import { type JudgedValue, judgeSeries } from './judge-series.ts';

/** The verdicts on a series, and what each of its features adds to each value. */
export interface JudgedSeries {
  readonly judged: JudgedValue[];
  readonly effects: readonly (readonly number[])[];
}

/**
 * Judges a series as `judgeSeries` does, without what its features explain: their effects are taken off before and put back
 * into mean and interval. Effects are learnt twice, the second time without the values that were anomalies by the first,
 * since one of those can distort them, and both times from the first `fitted` values only. Features that teach nothing
 * change nothing.
 */
export function judgeFeaturedSeries(
  part: FeaturedPart,
  frequency: Frequency,
  level: number,
  fitted: number,
): JudgedSeries {
  const first = featureEffects(part, frequency, fitted);
  if (first === null) {
    const effects = part.features.map(() => part.values.map(() => 0));
    return { judged: judgeSeries(part, frequency, level), effects };
  }
  const odd = new Set(
    judgeWithout(part, frequency, level, first).flatMap(({ anomaly, index }) => (anomaly ? [index] : [])),
  );
  const values = part.values.map((value, step) => (odd.has(part.offset + step) ? null : value));
  const effects = featureEffects({ ...part, values }, frequency, fitted) ?? first;
  return { judged: judgeWithout(part, frequency, level, effects), effects };
}

function judgeWithout(
  part: FeaturedPart,
  frequency: Frequency,
  level: number,
  effects: readonly (readonly number[])[],
): JudgedValue[] {
  const explained = part.values.map((_, step) =>
    effects.reduce((sum, effect) => sum + (effect[step] ?? 0), 0),
  );
  const values = part.values.map((value, step) => (value === null ? null : value - (explained[step] ?? 0)));
  return judgeSeries({ ...part, values }, frequency, level).map((one) => {
    const shift = explained[one.index - part.offset] ?? 0;
    return { ...one, mean: one.mean + shift, lower: one.lower + shift, upper: one.upper + shift };
  });
}
