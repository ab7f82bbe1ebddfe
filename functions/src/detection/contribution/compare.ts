import { levelsAt } from './levels.ts';
import { median } from './median.ts';
import { spreadOf } from './spread.ts';
import type { Comparison, MeasureKind, SiblingSeries } from './types.ts';
import type { WindowPlan } from './windows.ts';

/** Windows before the one at hand that tell how much it ordinarily varies at such times. */
const NEAR = 6;

/** Levels of a window (index 0) and of those before it, the nearest first; null where there is none. */
type Window = readonly (number | null)[];

/** Levels of one series at the time of the anomaly, and one, two, … seasons back. */
interface Levels {
  readonly now: Window;
  readonly back: readonly Window[];
}

type Baseline = Omit<Comparison, 'observed'> & {
  /** Mean distance of windows of other times from what the same baseline expects of them. */
  readonly error: number;
};

/**
 * What a series did in the window of a plan against what was to be expected: the median of the windows one, two and
 * three seasons back, or of those right before, whichever would have come closer one, two and three seasons ago. (With
 * one season, closer to the windows right before.) An amount that had never been before is compared with 0.
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
 * Spread: of the same window and the six before it in earlier seasons, the distance of each from the median of its like in
 * the other seasons. Not of those right before the anomaly, which may have part in it; and no farther back, because what
 * varies by day varies by more when it is busy.
 */
function bySeasons({ now, back }: Levels): Baseline | null {
  const expectedAt = now.map((_, index) => median(known(back.map((levels) => levels[index]))));
  const expected = expectedAt[0] ?? null;
  if (expected === null) return null;
  const usualAt = (season: Window, index: number, seasons: readonly Window[]) =>
    median(known(seasons.filter((other) => other !== season).map((other) => other[index])));
  const ordinary = [now.with(0, null), ...back];
  const deviations = back.flatMap((season) =>
    distances(season.slice(0, NEAR + 1), (index) => usualAt(season, index, ordinary)),
  );
  const errors = back.flatMap((season) =>
    distances(season.slice(0, NEAR + 1), (index) => usualAt(season, index, back)),
  );
  const recent = distances(now.with(0, null), (index) => expectedAt[index]);
  return { expected, spread: spreadOf(deviations), error: mean(back.length > 1 ? errors : recent) };
}

/** Spread: distances of windows, now and seasons ago, from the median of those before the anomaly and its like. */
function byRecent({ now, back }: Levels): Baseline | null {
  const usualOf = (season: Window) => median(known(season.slice(1)));
  const expected = usualOf(now);
  if (expected === null) return null;
  const recent = distances(now.with(0, null), () => expected);
  const deviations = back.flatMap((season) => distances(season, () => usualOf(season)));
  const errors = back.flatMap((season) => distances(season.slice(0, NEAR + 1), () => usualOf(season)));
  const spread = spreadOf([...recent, ...deviations]);
  return { expected, spread, error: mean(back.length > 1 ? errors : recent) };
}

/** How far levels are from what is usual at their place, where both are known. */
function distances(levels: Window, usualAt: (index: number) => number | null): number[] {
  return levels.flatMap((level, index) => {
    const usual = usualAt(index);
    return level === null || usual === null ? [] : [Math.abs(level - usual)];
  });
}

/** Infinite for none: a baseline of which nothing is known is the last choice. */
const mean = (values: readonly number[]): number =>
  values.length === 0
    ? Number.POSITIVE_INFINITY
    : values.reduce((sum, value) => sum + value, 0) / values.length;

const known = (levels: readonly (number | null)[]): number[] => levels.filter((level) => level !== null);
