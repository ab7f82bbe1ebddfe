import type { Interval } from '../forecaster.ts';
import { isotonicIncreasing } from '../numerics/isotonic-increasing.ts';
import { normalHalfWidth } from '../numerics/normal-quantile.ts';
import { type LearnedWidths, type WidthProfile, widthFactor } from './learned-widths.ts';

/** Widths of the 95 % interval by step, and how those of other levels relate to them. */
export interface IntervalShape extends LearnedWidths {
  readonly profile: WidthProfile;
}

/** Intervals around `mean` for `levels` (percent, ascending): nested, since widths ascend with the level. */
export function intervalsAround(
  mean: readonly number[],
  { below, above, profile }: IntervalShape,
  levels: readonly number[],
): Interval[] {
  return levels.map((level) => {
    const factor = widthFactor(profile, level);
    return {
      level,
      lower: mean.map((value, i) => value - factor * below[i]),
      upper: mean.map((value, i) => value + factor * above[i]),
    };
  });
}

/** Standard deviation of the normal distribution whose 95 % interval is as wide; never falls with the horizon. */
export function standardDeviations({ below, above, profile }: IntervalShape): number[] {
  const factor = widthFactor(profile, 95) / (2 * normalHalfWidth(95));
  return isotonicIncreasing(Array.from(below, (value, i) => factor * (value + above[i])));
}
