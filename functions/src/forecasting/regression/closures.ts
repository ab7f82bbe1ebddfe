import type { Prediction } from '../forecaster.ts';
import { fillGaps } from '../transforms/fill-gaps.ts';
import type { Contribution } from './contributions.ts';
import type { Column } from './design.ts';

/** An event during which nothing ever happened: a shop that is closed. */
export interface Closure {
  readonly name: string;
  /** Rows of the history, and steps ahead, that it touches. */
  readonly rows: readonly number[];
  readonly steps: readonly number[];
}

/** Steps of the past from which a closure is believed. */
const ROWS_MIN = 2;

/**
 * Events of which every step observed in the history `y` was exactly 0, twice at least; steps that were `filled` in tell
 * nothing. That is a rule, and no effect to be
 * estimated: taken off a strong day it would leave something, and off a weak one too much.
 */
export function findClosures(
  y: readonly number[],
  columns: readonly Column[],
  filled: readonly boolean[],
): Closure[] {
  return columns.filter(isCore).flatMap(({ term, values }) => {
    const touched = values.flatMap((value, row) => (value === 1 ? [row] : []));
    const rows = touched.filter((row) => row < y.length);
    const seen = rows.filter((row) => !filled[row]);
    if (seen.length < ROWS_MIN || seen.some((row) => y[row] !== 0)) return [];
    const steps = touched.filter((row) => row >= y.length).map((row) => row - y.length);
    return [{ name: term, rows, steps }];
  });
}

/** The columns less those of the closures themselves; what surrounds them may have an effect. */
export function withoutClosures(columns: readonly Column[], closures: readonly Closure[]): Column[] {
  return columns.filter((column) => !(isCore(column) && closures.some(({ name }) => name === column.term)));
}

/** The history as if it had been open all the time. */
export function reopen(y: readonly number[], closures: readonly Closure[], seasonLength: number): number[] {
  const closed = new Set(closures.flatMap(({ rows }) => rows));
  if (closed.size === 0 || closed.size === y.length) return [...y];
  return fillGaps(
    y.map((value, row) => (closed.has(row) ? Number.NaN : value)),
    seasonLength,
  );
}

/** The forecast with 0, for certain, at the steps that are closed; the first closure that touches a step takes all. */
export function close(
  { mean, standardDeviation, intervals }: Prediction,
  contributions: readonly Contribution[],
  closures: readonly Closure[],
): { prediction: Prediction; contributions: Contribution[] } {
  const closed = new Set(closures.flatMap(({ steps }) => steps));
  const shut = (values: readonly number[]) => values.map((value, step) => (closed.has(step) ? 0 : value));
  const parts = closures.map(({ name, steps }, k): Contribution => {
    const earlier = new Set(closures.slice(0, k).flatMap((one) => one.steps));
    const takes = mean.map((value, step) => (steps.includes(step) && !earlier.has(step) ? -value : 0));
    return { name, kind: 'event', values: takes };
  });
  return {
    prediction: {
      mean: shut(mean),
      standardDeviation: shut(standardDeviation),
      intervals: intervals.map(({ level, lower, upper }) => ({
        level,
        lower: shut(lower),
        upper: shut(upper),
      })),
    },
    contributions: mergeByName([...contributions, ...parts]),
  };
}

/** A closure and the effects around it have one name. */
function mergeByName(parts: readonly Contribution[]): Contribution[] {
  const merged = new Map<string, Contribution>();
  for (const part of parts) {
    const key = JSON.stringify([part.kind, part.name]);
    const before = merged.get(key);
    const values = before ? before.values.map((value, i) => value + part.values[i]) : [...part.values];
    merged.set(key, { ...part, values });
  }
  return [...merged.values()];
}

/** The column of an event's own steps, not of those before or after. */
function isCore({ kind, name, term }: Column): boolean {
  return kind === 'event' && name === term;
}
