import { withinNumbers } from '../numerics/within-numbers.ts';
import type { Repair } from '../series-forecast.ts';
import { calendarSeasonLengths } from '../transforms/infer-season-lengths.ts';
import type { RegularSeries } from '../transforms/regularise.ts';
import { repairSeries } from './repair-series.ts';

/** The newest part of a history without what would mislead models, and a list of what that took. */
export interface RepairedHistory {
  readonly y: readonly number[];
  /** In order of time; values in the unit of the observations. */
  readonly repairs: readonly Repair[];
}

/** Repairs `y`, the newest values of a grid, each divided by `scale`; see {@link repairSeries}. */
export function repairHistory(
  grid: RegularSeries,
  y: readonly number[],
  scale: number,
  seasonLengths: readonly number[],
): RepairedHistory {
  const repaired = repairSeries(y, seasonLengths, calendarSeasonLengths(grid.resolution));
  const inUnit = (value: number) => withinNumbers(value * scale);
  const instant = (place: number) => grid.at[grid.at.length - y.length + place];
  const outliers = repaired.outliers.map(
    ({ place, value, replacement }): Repair => ({
      kind: 'outlier',
      at: instant(place),
      value: inUnit(value),
      replacement: inUnit(replacement),
    }),
  );
  const shifts = repaired.shifts.map(
    ({ at, before, after, scaled }): Repair => ({
      kind: 'level-shift',
      at: instant(at),
      from: inUnit(before),
      to: inUnit(after),
      scaled,
    }),
  );
  return { y: repaired.y, repairs: [...outliers, ...shifts].sort((a, b) => a.at - b.at) };
}

/** How far a repair moved values. */
export function sizeOf(repair: Repair): number {
  return repair.kind === 'outlier'
    ? Math.abs(repair.value - repair.replacement)
    : Math.abs(repair.to - repair.from);
}
