import { hasManyValues } from './has-many-values.ts';
import { type Move, moveLevel } from './move-level.ts';
import { type ReplacedValue, replaceOutliers } from './replace-outliers.ts';

/** A series as models should see it, and what was changed in it. Places count from its start. */
export interface RepairedSeries {
  readonly y: readonly number[];
  /** In order of place. */
  readonly outliers: readonly ReplacedValue[];
  /** The most pronounced first. */
  readonly shifts: readonly Move[];
}

/** Fewer points hold too little to compare with. */
const LENGTH_MIN = 20;
const SHIFTS_MAX = 3;

/**
 * Repairs what would mislead a model: outliers become what their season and neighbours suggest, and what came before a
 * change of level is moved to the newest one. Made to leave a series alone in doubt, since models bear with a
 * disturbance better than with an invention: a counter of few values, an intermittent series, anything that recurs.
 *
 * @param seasonLengths those of the series, in steps
 * @param calendarLengths those that the calendar suggests, found or not
 */
export function repairSeries(
  y: readonly number[],
  seasonLengths: readonly number[],
  calendarLengths: readonly number[],
): RepairedSeries {
  if (y.length < LENGTH_MIN || !hasManyValues(y)) return { y, outliers: [], shifts: [] };
  const replaced = replaceOutliers(y, seasonLengths, calendarLengths);
  const shifts: Move[] = [];
  let moved = replaced.y;
  for (let i = 0; i < SHIFTS_MAX; i++) {
    const next = moveLevel(moved, seasonLengths);
    if (next === undefined) break;
    shifts.push(next.move);
    moved = next.y;
  }
  return { y: moved, outliers: replaced.outliers, shifts };
}
