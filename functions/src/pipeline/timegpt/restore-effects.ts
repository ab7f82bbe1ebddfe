import type { Continuation } from './continue-series.ts';
import type { SeriesPart } from './split-series.ts';

type Bare = Omit<Continuation, 'contributions'>;

/** Whether a series knows no negative value, and so neither do its forecasts. */
export const neverNegative = (values: SeriesPart['values']): boolean =>
  values.every((value) => value === null || value >= 0);

/** A continuation with what is known to come on top of it, step by step; from 0 up where nothing was ever below. */
export function restoreEffects(
  { mean, intervals }: Bare,
  ahead: readonly number[],
  fromZeroUp: boolean,
): Bare {
  const restored = (values: readonly number[]) =>
    values.map((value, step) => {
      const sum = value + (ahead[step] ?? 0);
      return fromZeroUp ? Math.max(0, sum) : sum;
    });
  return {
    mean: restored(mean),
    intervals: intervals.map(({ level, lower, upper }) => ({
      level,
      lower: restored(lower),
      upper: restored(upper),
    })),
  };
}

/** What the features add to each value of the mean, and last what is left of it. */
export const contributionsOf = (
  parts: readonly (readonly number[])[],
  mean: readonly number[],
): (readonly number[])[] => [
  ...parts,
  mean.map((value, step) => parts.reduce((left, part) => left - (part[step] ?? 0), value)),
];
