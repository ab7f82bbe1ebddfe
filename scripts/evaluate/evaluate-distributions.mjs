import { forecastSeries } from '../../functions/lib/forecasting/index.js';
import { seriesRequest } from '../forecast/series-request.mjs';
import { readPool } from '../train/read-pool.mjs';
import { crossingTables } from './crossing-tables.mjs';
import { drawCrossings } from './draw-crossings.mjs';
import { probabilities, quantileTables } from './quantile-tables.mjs';

/**
 * A series with its forecast and what came.
 *
 * @typedef {import('../train/build-table.mjs').PoolSeries} PoolSeries
 * @typedef {import('../../functions/lib/forecasting/index.js').SeriesForecast} SeriesForecast
 * @typedef {{ series: PoolSeries, forecast: SeriesForecast }} Case
 */

/**
 * How well the distributions of our forecasts describe what came, beside the symmetric normal ones with the same mean
 * and standard deviation.
 *
 * @param {string} file
 * @param {{ each: number, half?: string | undefined }} selection
 * @returns {import('../bench/table.mjs').Table[]}
 */
export function evaluateDistributions(file, selection) {
  const cases = selected(readPool(file), selection).map((series) => ({
    series,
    forecast: forecastOf(series),
  }));
  const crossings = cases.flatMap((one, index) => drawCrossings(one, index));
  return [...quantileTables(cases), ...crossingTables(crossings)];
}

/**
 * @param {readonly PoolSeries[]} pool
 * @param {{ each: number, half?: string | undefined }} selection
 */
function selected(pool, { each, half }) {
  const classes = [...Map.groupBy(pool, ({ frequency }) => frequency).values()];
  return classes.flatMap((list) => {
    const count = Math.min(each, list.length);
    const spread = Array.from({ length: count }, (_, i) => list[Math.floor((i * list.length) / count)]);
    const parity = half === undefined ? undefined : half === 'odd' ? 1 : 0;
    return spread.filter(
      /** @returns {one is PoolSeries} */
      (one, i) => one !== undefined && (parity === undefined || i % 2 === parity),
    );
  });
}

/**
 * @param {PoolSeries} series
 * @returns {SeriesForecast}
 */
function forecastOf({ values, horizon, seasonLength, frequency }) {
  const { request } = seriesRequest(
    { id: '', values },
    { model: 'auto', levels: [80, 95], horizon, seasonLength, frequency },
  );
  return forecastSeries({ ...request, quantiles: probabilities });
}
