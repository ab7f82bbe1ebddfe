import { quantile } from '../numerics/statistics.ts';
import { findLevelShift, type LevelShift } from './find-level-shift.ts';
import { compressed, withoutSeasons } from './views.ts';

/** A change of level that was taken out of what came before it. */
export interface Move extends LevelShift {
  /** The earlier values were multiplied with `after / before`, or `after - before` was added to them. */
  readonly scaled: boolean;
}

/** Shortest segment beside a change of level, in steps; the shortest season where that is longer. */
const SEGMENT_MIN = 10;
/** Shorter series changed their level without harm to forecasts: on 11,000 yearly series, moving it gained nothing. */
const LENGTH_MIN = 60;
/** The series and its logarithms may differ by so many places in where the change is. */
const SLACK = 2;

/** `y` with all before its most pronounced change of level moved to the new one; undefined where there is none. */
export function moveLevel(
  y: readonly number[],
  seasonLengths: readonly number[],
): { y: readonly number[]; move: Move } | undefined {
  if (y.length < LENGTH_MIN) return undefined;
  const held = seasonLengths.filter((length) => 2 * length < y.length);
  const segment = Math.max(SEGMENT_MIN, held.length > 0 ? Math.min(...held) : 0);
  const shift = findLevelShift(withoutSeasons(y, seasonLengths), segment);
  if (shift === undefined) return undefined;
  const logarithms = compressed(y, seasonLengths);
  if (logarithms !== null && !isNear(findLevelShift(logarithms, segment), shift)) return undefined;
  const { at, before, after } = shift;
  const scaled = logarithms !== null && spreadsAlong(y, shift, held);
  const moved = y.map((value, t) => {
    if (t >= at) return value;
    return scaled ? value * (after / before) : value + (after - before);
  });
  return { y: moved, move: { ...shift, scaled } };
}

function isNear(other: LevelShift | undefined, { at }: LevelShift): boolean {
  return other !== undefined && Math.abs(other.at - at) <= SLACK;
}

/** Did the spread of the values, seasons included, change with the level rather than stay? */
function spreadsAlong(
  y: readonly number[],
  { at, before, after }: LevelShift,
  seasonLengths: readonly number[],
): boolean {
  if (before <= 0 || after <= 0) return false;
  const count = Math.min(at, y.length - at);
  const season = Math.max(1, ...seasonLengths.filter((length) => length <= count));
  const whole = count - (count % season);
  const spread = (from: number, to: number) => {
    const part = y.slice(from, to);
    return quantile(part, 0.9) - quantile(part, 0.1);
  };
  const [older, newer] = [spread(at - whole, at), spread(at, at + whole)];
  if (older <= 0 || newer <= 0) return false;
  const growth = Math.log(newer / older);
  return Math.abs(growth - Math.log(after / before)) < Math.abs(growth);
}
