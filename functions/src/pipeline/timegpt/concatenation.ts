import type { Continuation } from './continue-series.ts';

/** Continuations one after the other, as the wire has them. */
export interface Concatenation {
  readonly mean: number[];
  /** `lo-90` and `hi-90` for each level; null without levels. */
  readonly intervals: Record<string, number[]> | null;
}

/** Joins continuations in their order; all have intervals of the same levels. */
export function concatenate(parts: readonly Continuation[], levels: readonly number[]): Concatenation {
  const intervals = levels.flatMap((level, place): [string, number[]][] => [
    [`lo-${level}`, parts.flatMap((part) => part.intervals[place]?.lower ?? [])],
    [`hi-${level}`, parts.flatMap((part) => part.intervals[place]?.upper ?? [])],
  ]);
  return {
    mean: parts.flatMap((part) => part.mean),
    intervals: levels.length === 0 ? null : Object.fromEntries(intervals),
  };
}

/**
 * What the features add to each value of `mean`, and last what is left, as the wire has it: a list for each feature of
 * `features`, all series one after the other. Null where nothing was asked.
 */
export function concatenateContributions(
  parts: readonly Continuation[],
  features: number,
  asked: boolean | null | undefined,
): number[][] | null {
  if (!asked || features === 0) return null;
  return Array.from({ length: features + 1 }, (_, place) =>
    parts.flatMap(({ contributions }) => contributions[place] ?? []),
  );
}

/** The levels of a request, each once, ascending. */
export const levelsOf = (level: readonly number[] | null | undefined): number[] =>
  [...new Set(level ?? [])].sort((a, b) => a - b);
