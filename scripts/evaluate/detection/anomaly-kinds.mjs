import { within } from './generated-series.mjs';

/**
 * Where an anomaly goes: `noise` is the robust standard deviation of the series, `span` how many rows a lasting one takes.
 *
 * @typedef {import('./base-series.mjs').BaseSeries} BaseSeries
 * @typedef {{ base: BaseSeries, row: number, noise: number, span: number, dice: import('./dice.mjs').Dice }} Place
 *
 * A kind: `unit` of its sizes, and `make`, which gives the values that stand in the place of those from `row` on, null
 * where there is none; undefined where the series cannot have such an anomaly there.
 *
 * @typedef {{ kind: string, unit: string, sizes: number[],
 *   make: (size: number, place: Place) => (number | null)[] | undefined }} AnomalyKind
 */

/** A season that is lost or moved lasts at least as many rows; with fewer there is no shape to see. */
const seasonMin = 12;
const spanMin = 24;
const spanMax = 96;
const spanWithoutSeason = 60;

/**
 * Rows that a lasting anomaly takes: two seasons, 24 to 96.
 *
 * @param {number} season in rows
 */
export const spanOf = (season) =>
  season > 1 ? Math.min(spanMax, Math.max(spanMin, 2 * season)) : spanWithoutSeason;

/** @type {(place: Place, length: number, change: (value: number, index: number) => number) => number[]} */
const changed = ({ base, row }, length, change) =>
  base.values.slice(row, row + length).map((value, index) => within(change(value, index), base));

/**
 * One value moved by so many standard deviations, where the bounds of the series let it.
 *
 * @type {(place: Place, by: number) => number[] | undefined}
 */
function moved({ base, row }, by) {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = base;
  const value = (base.values[row] ?? 0) + by;
  return value < minimum || value > maximum ? undefined : [within(value, base)];
}

/** Away from the nearer bound. */
const side = (/** @type {Place} */ { base, row, dice }, /** @type {number} */ by) => {
  const value = base.values[row] ?? 0;
  if (value - by < (base.minimum ?? Number.NEGATIVE_INFINITY)) return 1;
  if (value + by > (base.maximum ?? Number.POSITIVE_INFINITY)) return -1;
  return dice.uniform() < 0.5 ? -1 : 1;
};

const deviations = 'standard deviations';

/** @type {readonly AnomalyKind[]} */
export const anomalyKinds = [
  {
    ...{ kind: 'spike', unit: deviations, sizes: [4, 6, 10, 20] },
    make: (size, place) => moved(place, size * place.noise),
  },
  {
    ...{ kind: 'dip', unit: deviations, sizes: [4, 6, 10, 20] },
    make: (size, place) => moved(place, -size * place.noise),
  },
  {
    ...{ kind: 'level shift', unit: deviations, sizes: [2, 4, 8, 16] },
    make(size, place) {
      const by = size * place.noise;
      const sign = side(place, by);
      return changed(place, place.span, (value) => value + sign * by);
    },
  },
  {
    ...{ kind: 'trend change', unit: `${deviations}, at its end`, sizes: [4, 8, 16] },
    make(size, place) {
      const by = size * place.noise;
      const sign = side(place, by);
      return changed(place, place.span, (value, index) => value + (sign * by * (index + 1)) / place.span);
    },
  },
  {
    ...{ kind: 'variance change', unit: `${deviations} added`, sizes: [2, 4, 8] },
    make: (size, place) =>
      changed(place, place.span, (value) => value + size * place.noise * place.dice.normal()),
  },
  {
    ...{ kind: 'flat line', unit: 'rows', sizes: [12, 48, 192] },
    make: (size, place) => changed(place, size, () => place.base.values[place.row - 1] ?? 0),
  },
  {
    ...{ kind: 'missing', unit: 'rows', sizes: [3, 12, 48] },
    make: (size) => Array.from({ length: size }, () => null),
  },
  {
    ...{ kind: 'season lost', unit: 'seasons', sizes: [1] },
    make(size, place) {
      const { season, values } = place.base;
      if (season < seasonMin) return undefined;
      const before = values.slice(place.row - season, place.row);
      const mean = before.reduce((sum, value) => sum + value, 0) / season;
      return changed(place, size * season, () => mean + place.noise * place.dice.normal());
    },
  },
  {
    ...{ kind: 'phase shift', unit: 'of the season', sizes: [1 / 8, 1 / 4, 1 / 2] },
    make(size, place) {
      const { season, values } = place.base;
      if (season < seasonMin) return undefined;
      const shift = Math.round(size * season);
      return changed(place, season, (_, index) => values[place.row + index - shift] ?? 0);
    },
  },
];
