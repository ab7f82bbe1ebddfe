import type { TimeGptReply } from '../../contracts/timegpt-backend.ts';
import type { Interval } from '../../forecasting/index.ts';

/** Intervals in ascending order of level, each widened as far as it takes to hold the mean and all narrower ones. */
export function nestIntervals({ mean, intervals }: Pick<TimeGptReply, 'mean' | 'intervals'>): Interval[] {
  let [innerLower, innerUpper] = [mean, mean];
  return [...intervals]
    .sort((a, b) => a.level - b.level)
    .map(({ level, lower, upper }) => {
      const nested = {
        level,
        lower: lower.map((value, step) => Math.min(value, innerLower[step] ?? value)),
        upper: upper.map((value, step) => Math.max(value, innerUpper[step] ?? value)),
      };
      [innerLower, innerUpper] = [nested.lower, nested.upper];
      return nested;
    });
}
