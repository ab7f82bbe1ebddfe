/** @typedef {import('./build-table.mjs').PoolSeries} PoolSeries */

/**
 * Further origins of the classes of which the pool holds few series; the points between them, which shift the phase of
 * the season; and the points that must remain. Of the other classes further origins taught nothing that holds today:
 * errors on the newest ones grew.
 *
 * @type {Partial<Record<PoolSeries['frequency'], { cuts: number, stride: number, lengthMin: number }>>}
 */
const plans = {
  weekly: { cuts: 8, stride: 17, lengthMin: 80 },
  hourly: { cuts: 3, stride: 53, lengthMin: 500 },
};

/**
 * The series as it was at earlier origins, where what came is known as well.
 *
 * @param {PoolSeries} series
 * @returns {PoolSeries[]}
 */
export function atEarlierOrigins(series) {
  const { values, actuals, horizon, frequency } = series;
  const { cuts, stride, lengthMin } = plans[frequency] ?? { cuts: 0, stride: 0, lengthMin: 0 };
  const all = [...values, ...actuals];
  return Array.from({ length: cuts }, (_, cut) => values.length - (cut + 1) * stride)
    .filter((origin) => origin >= lengthMin)
    .map((origin) => ({
      ...series,
      values: all.slice(0, origin),
      actuals: all.slice(origin, origin + horizon),
    }));
}
