import { crossing, samplePaths } from '../../functions/lib/forecasting/index.js';

/**
 * @typedef {import('../../functions/lib/forecasting/index.js').SeriesForecast} SeriesForecast
 * @typedef {import('../../functions/lib/forecasting/index.js').ForecastRequest} ForecastRequest
 */

/**
 * What is wrong with a forecast, whatever the series: nothing may be missing, not finite, out of order or out of bounds.
 *
 * @param {SeriesForecast} forecast
 * @param {ForecastRequest} request
 * @returns {string[]} in words; empty where all is well
 */
export function faultsOf(forecast, { horizon, levels = [], quantiles = [], bounds = {} }) {
  const { at, mean, standardDeviation, intervals } = forecast;
  const columns = forecast.quantiles.map(({ values }) => values);
  const paths = samplePaths(forecast, { count: 2, seed: 1 });
  /** @type {string[]} */
  const faults = [];
  const require = (/** @type {boolean} */ holds, /** @type {string} */ fault) => {
    if (!holds) faults.push(fault);
  };
  const lists = [at, mean, standardDeviation, ...intervals.flatMap(({ lower, upper }) => [lower, upper])];
  lists.push(...columns, ...paths);
  require(lists.every((list) => list.length === horizon), 'length is not the horizon');
  require(intervals.length === new Set(levels).size, 'levels are missing');
  require(columns.length === quantiles.length, 'quantiles are missing');
  require(onlyFinite(forecast), 'not finite');
  require(onlyFinite(paths), 'path not finite');
  require(at.every((instant, i) => i === 0 || instant > (at[i - 1] ?? instant)), 'instants do not ascend');
  require(standardDeviation.every((value) => value >= 0), 'negative standard deviation');
  intervals.forEach(({ lower, upper }, band) => {
    const inner = band === 0 ? { lower: mean, upper: mean } : intervals[band - 1];
    const inside = (/** @type {number} */ i) =>
      (lower[i] ?? Number.NaN) <= (inner?.lower[i] ?? Number.NaN) &&
      (upper[i] ?? Number.NaN) >= (inner?.upper[i] ?? Number.NaN);
    require(mean.every((_, i) => inside(i)), 'intervals cross');
  });
  columns.slice(1).forEach((column, i) => {
    require(column.every((value, step) => value >= (columns[i]?.[step] ?? Number.NaN)), 'quantiles cross');
  });
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY, integer = false } = bounds;
  const values = [
    mean,
    ...intervals.flatMap(({ lower, upper }) => [lower, upper]),
    ...columns,
    ...paths,
  ].flat();
  require(values.every((value) => value >= minimum && value <= maximum), 'out of bounds');
  require(!integer || values.every(Number.isInteger), 'not whole');
  const { probability } = crossing(forecast, {
    threshold: mean[0] ?? 0,
    direction: 'above',
    until: at[2] ?? 0,
  });
  require(probability >= 0 && probability <= 1, 'no probability of a crossing');
  return faults;
}

/**
 * Whether every number anywhere in `value` is finite.
 *
 * @param {unknown} value
 * @returns {boolean}
 */
function onlyFinite(value) {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'object' && value !== null) return Object.values(value).every(onlyFinite);
  return true;
}
