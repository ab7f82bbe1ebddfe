/**
 * A series that is clean outside of its labelled windows, to put anomalies into. `season` in rows, 1 for none; `noiseLag`
 * the distance in rows over which it repeats itself but for noise. Values stay within `minimum` and `maximum`, and whole
 * where `integer`.
 *
 * @typedef {Omit<import('./labelled-rows.mjs').LabelledSeries, 'values'> & { values: number[], family: string, season: number,
 *   noiseLag: number, minimum?: number, maximum?: number, integer?: boolean }} BaseSeries
 */

const daySeconds = 86_400;

/**
 * What the distance of rows tells of the season: a day, a week of days, a year of months; with noise over the week where
 * the series is long enough.
 *
 * @param {readonly number[]} timestamps epoch seconds
 * @returns {{ season: number, noiseLag: number }} in rows
 */
export function seasonOf(timestamps) {
  const steps = timestamps.slice(1).map((at, index) => at - (timestamps[index] ?? 0));
  const step = steps.sort((a, b) => a - b)[steps.length >> 1] ?? 0;
  const rows = Math.round(daySeconds / step);
  const season = step > 27 * daySeconds ? 12 : step >= daySeconds ? 7 : rows;
  const fits = (/** @type {number} */ length, /** @type {number} */ times) =>
    length > 1 && times * length <= timestamps.length;
  if (!fits(season, 3)) return { season: 1, noiseLag: 1 };
  return { season, noiseLag: step < daySeconds && fits(7 * season, 3) ? 7 * season : season };
}
