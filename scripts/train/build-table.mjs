import { backtestCandidates } from '../../functions/lib/forecasting/ensemble/backtest-candidates.js';
import { forecastCandidates } from '../../functions/lib/forecasting/ensemble/candidate-forecasts.js';
import { describeEnsembleSeries } from '../../functions/lib/forecasting/ensemble/ensemble-series.js';
import { frequencyClasses } from '../../functions/lib/forecasting/ensemble/frequency-class.js';
import { describeSeries } from '../../functions/lib/forecasting/ensemble/series-features.js';
import { inferSeasonLengths } from '../../functions/lib/forecasting/transforms/infer-season-lengths.js';

/**
 * A series of the pool: `values` is what may be seen, `actuals` what came.
 *
 * @typedef {{ id: string, frequency: import('../../functions/lib/forecasting/ensemble/frequency-class.js').FrequencyClass,
 *   seasonLength: number, horizon: number, values: number[], actuals: number[] }} PoolSeries
 */

/**
 * What training sees of a series. Everything is divided by the same power of two; `scale` is the denominator of MASE.
 *
 * @typedef {{ kind: number, features: Float64Array, change: number, disagreement: Float64Array, scale: number,
 *   rows: readonly Float64Array[], actual: Float64Array }} Row
 */

const day = 86_400_000;

/** @type {Record<PoolSeries['frequency'], import('../../functions/lib/forecasting/resolution.js').Resolution>} */
const resolutions = {
  yearly: { unit: 'month', count: 12 },
  quarterly: { unit: 'month', count: 3 },
  monthly: { unit: 'month', count: 1 },
  weekly: { unit: 'millisecond', count: 7 * day },
  daily: { unit: 'millisecond', count: day },
  hourly: { unit: 'millisecond', count: day / 24 },
};

/** Newest points that are fitted to, as in the engine. */
const window = 1_500;

/**
 * @param {PoolSeries} series
 * @returns {Row}
 */
export function buildRow({ frequency, seasonLength, horizon, values, actuals }) {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const unit = largest > 0 ? 2 ** Math.floor(Math.log2(largest)) : 1;
  const y = Float64Array.from(values.slice(-window), (value) => value / unit);
  const resolution = resolutions[frequency];
  const seasonLengths = seasonLength > 1 ? [seasonLength] : inferSeasonLengths(Array.from(y), resolution);
  const series = describeEnsembleSeries(y, { resolution, seasonLengths, requested: false });
  const candidates = forecastCandidates(series, horizon);
  const backtest = backtestCandidates(series, horizon, candidates.etsParameters);
  const { values: features, change, disagreement } = describeSeries(series, horizon, candidates, backtest);
  return {
    kind: frequencyClasses.indexOf(frequency),
    features,
    change,
    disagreement,
    scale: naiveScale(values, seasonLength) / unit,
    rows: candidates.rows,
    actual: Float64Array.from(actuals, (value) => value / unit),
  };
}

/**
 * @param {number[]} values
 * @param {number} m
 */
function naiveScale(values, m) {
  let sum = 0;
  for (let t = m; t < values.length; t++) sum += Math.abs((values[t] ?? 0) - (values[t - m] ?? 0));
  return sum / (values.length - m);
}
