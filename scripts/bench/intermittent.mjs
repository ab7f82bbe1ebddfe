import { describeEnsembleSeries } from '../../functions/lib/forecasting/ensemble/ensemble-series.js';
import { forecastEnsemble } from '../../functions/lib/forecasting/ensemble/forecast-ensemble.js';
import { trainedEnsemble } from '../../functions/lib/forecasting/ensemble/trained-ensemble.js';
import { forecastSeries } from '../../functions/lib/forecasting/index.js';
import { rounded } from './cpu.mjs';
import { horizon, makeDemandSeries } from './intermittent-series.mjs';

const day = 86_400_000;
const levels = [50, 80, 95];
const count = 40;

/** @typedef {import('../../functions/lib/forecasting/index.js').Interval} Interval */
/** @typedef {{ mean: number[], intervals: Interval[] }} Made */
/** @typedef {{ bias: number, mean: number, absolute: number, pinball: number, covered: number[] }} Errors */

/**
 * How well intermittent demand is forecast: distance from its true mean (which generated series have), absolute errors,
 * and quantiles. All errors are in units of the naive method's in-sample root mean squared error.
 *
 * @returns {import('./table.mjs').Table}
 */
export function benchIntermittent() {
  const series = makeDemandSeries(count);
  /** @type {[string, (known: number[]) => Made][]} */
  const methods = [
    ['auto', (known) => ask(known, 'auto')],
    ['the ensemble', byEnsemble],
    ...['ses', 'croston', 'croston-sba', 'tsb', 'ets'].map(
      /** @returns {[string, (known: number[]) => Made]} */
      (name) => [name, (known) => ask(known, /** @type {'ses'} */ (name))],
    ),
    ['zero', () => ({ mean: new Array(horizon).fill(0), intervals: [] })],
  ];
  return {
    title: `intermittent demand: ${series.length} generated series, errors relative to the naive method`,
    columns: [
      'method',
      'from the true mean',
      'bias',
      'absolute',
      'pinball',
      ...levels.map((l) => `inside ${l} %`),
    ],
    rows: methods.map(([name, forecast]) => [name, ...summary(series, forecast)]),
  };
}

/**
 * @param {number[]} known
 * @param {'auto' | 'ses'} model
 */
function ask(known, model) {
  const observations = known.map((value, i) => ({ at: i * day, value }));
  return forecastSeries({ observations, horizon, model, levels, seasonLengths: [] });
}

/** @param {number[]} known */
function byEnsemble(known) {
  const resolution = /** @type {const} */ ({ unit: 'millisecond', count: day });
  const series = describeEnsembleSeries(Float64Array.from(known), {
    resolution,
    seasonLengths: [],
    requested: true,
  });
  return forecastEnsemble({ series, seasonLengths: [], horizon, levels }, trainedEnsemble).prediction;
}

/**
 * @param {import('./intermittent-series.mjs').DemandSeries[]} series
 * @param {(known: number[]) => Made} forecast
 */
function summary(series, forecast) {
  const all = series.map((one) => errorsOf(one, forecast(one.known)));
  const mean = (/** @type {(e: Errors) => number} */ of) =>
    all.reduce((sum, e) => sum + of(e), 0) / all.length;
  return [
    rounded(mean((e) => e.mean)),
    rounded(mean((e) => e.bias)),
    rounded(mean((e) => e.absolute)),
    ...[mean((e) => e.pinball), ...levels.map((_, i) => mean((e) => e.covered[i] ?? Number.NaN))].map(
      (value) => (Number.isNaN(value) ? '' : rounded(value)),
    ),
  ];
}

/**
 * @param {import('./intermittent-series.mjs').DemandSeries} series
 * @param {Made} made
 * @returns {Errors}
 */
function errorsOf({ known, actual, expected }, { mean: path, intervals }) {
  const squares = known.slice(1).reduce((sum, y, i) => sum + (y - (known[i] ?? 0)) ** 2, 0);
  const scale = Math.sqrt(squares / (known.length - 1));
  const average = (/** @type {(y: number, i: number) => number} */ of) =>
    actual.reduce((sum, y, i) => sum + of(y, i), 0) / actual.length;
  const at = (/** @type {number[]} */ x, /** @type {number} */ i) => x[i] ?? Number.NaN;
  return {
    bias: average((y, i) => at(path, i) - y) / scale,
    mean: average((_, i) => Math.abs(at(path, i) - at(expected, i))) / scale,
    absolute: average((y, i) => Math.abs(at(path, i) - y)) / scale,
    covered: intervals.map(({ lower, upper }) =>
      average((y, i) => Number(at(lower, i) <= y && y <= at(upper, i))),
    ),
    pinball:
      intervals.reduce((sum, { level, lower, upper }) => {
        const tail = (1 - level / 100) / 2;
        return (
          sum +
          average((y, i) => loss(y, Math.max(0, at(lower, i)), tail)) +
          average((y, i) => loss(y, at(upper, i), 1 - tail))
        );
      }, 0) /
      (intervals.length * scale),
  };
}

/**
 * Twice the pinball loss of the quantile `q`.
 *
 * @param {number} y
 * @param {number} q
 * @param {number} share
 */
const loss = (y, q, share) => 2 * (y >= q ? share * (y - q) : (1 - share) * (q - y));
