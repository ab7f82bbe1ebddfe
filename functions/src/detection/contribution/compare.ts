import { levelsAt } from './levels.ts';
import { median } from './median.ts';
import { spreadOf } from './spread.ts';
import type { Comparison, MeasureKind, SiblingSeries } from './types.ts';
import type { WindowPlan } from './windows.ts';

/** Windows before the one at hand that tell how much it ordinarily varies at such times. */
const NEAR = 6;

/** Levels of one series: the window at hand, those before it (the nearest first), and the same one, two, … seasons back. */
interface Levels {
  readonly now: readonly (number | null)[];
  readonly back: readonly (readonly (number | null)[])[];
}

type Baseline = Omit<Comparison, 'observed'> & {
  /** Mean distance from it of the windows before the anomaly. */
  readonly error: number;
};

/**
 * What a series did in the window of a plan against what was to be expected: the median of the windows one, two and
 * three seasons back, or of those right before, whichever came closer to the windows right before the anomaly. An
 * amount that had never been before is compared with 0.
 *
 * `silent`: nothing came from the series in that window. `unknown`: there is nothing to compare it with.
 */
export function compareSeries(
  series: SiblingSeries,
  kind: MeasureKind,
  plan: WindowPlan,
): Comparison | 'silent' | 'unknown' {
  const levels: Levels = {
    now: levelsAt(series, kind, plan, 0),
    back: plan.shiftsMs.map((shiftMs) => levelsAt(series, kind, plan, shiftMs)),
  };
  const observed = levels.now[0];
  if (observed === null) return 'silent';
  const baselines = [bySeasons(levels), byRecent(levels)].filter((baseline) => baseline !== null);
  const best = baselines.toSorted((a, b) => a.error - b.error)[0];
  if (best !== undefined) return { observed, expected: best.expected, spread: best.spread };
  const isNew = kind !== 'gauge' && series.firstAt !== null && series.firstAt >= plan.endAt - plan.lengthMs;
  return isNew ? { observed, expected: 0, spread: 0 } : 'unknown';
}

/**
 * Spread: of the window and the six before it, now and seasons ago, the distance of each from the median of its like in
 * the other seasons. No farther back, because what varies by day varies by more when it is busy.
 */
function bySeasons({ now, back }: Levels): Baseline | null {
  const expectedAt = now.map((_, index) => median(known(back.map((levels) => levels[index]))));
  const expected = expectedAt[0] ?? null;
  if (expected === null) return null;
  // The window at hand must not tell how far from others windows ordinarily are.
  const ordinary = [now.with(0, null), ...back].map((levels) => levels.slice(0, NEAR + 1));
  const deviations = ordinary.flatMap((levels, season) =>
    levels.flatMap((level, index) => {
      const usual = median(known(ordinary.toSpliced(season, 1).map((other) => other[index])));
      return level === null || usual === null ? [] : [level - usual];
    }),
  );
  return { expected, spread: spreadOf(deviations), error: meanDistance(now, (index) => expectedAt[index]) };
}

/** Spread: deviations of windows, now and seasons ago, from the median of those before the anomaly and its like. */
function byRecent({ now, back }: Levels): Baseline | null {
  const expected = median(known(now.slice(1)));
  if (expected === null) return null;
  const deviations = [now.with(0, null), ...back].flatMap((levels) => {
    const usual = median(known(levels.slice(1)));
    return usual === null ? [] : known(levels).map((level) => level - usual);
  });
  return { expected, spread: spreadOf(deviations), error: meanDistance(now, () => expected) };
}

/** Mean distance of the windows before the anomaly from what is expected of them; infinite where there is none. */
function meanDistance(now: readonly (number | null)[], expectedAt: (index: number) => number | null): number {
  const distances = now.flatMap((level, index) => {
    const expected = expectedAt(index);
    return index === 0 || level === null || expected === null ? [] : [Math.abs(level - expected)];
  });
  if (distances.length === 0) return Number.POSITIVE_INFINITY;
  return distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
}

const known = (levels: readonly (number | null)[]): number[] => levels.filter((level) => level !== null);
