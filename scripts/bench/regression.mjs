import { coverage, forecastSeries, forecastWithRegressors } from '../../functions/lib/forecasting/index.js';
import { horizon, makeExplainedSeries } from './explained-series.mjs';

const levels = [95];
const resolution = /** @type {const} */ ({ unit: 'month', count: 1 });
/** Below this an error, in mean steps, is none; logarithms want a floor. */
const errorMin = 1e-6;

/** @typedef {import('./explained-series.mjs').ExplainedSeries} ExplainedSeries */
/** @typedef {{ mean: number[], intervals: import('../../functions/lib/forecasting/index.js').Interval[] }} Made */

/** @type {Record<string, Parameters<typeof makeExplainedSeries>[0]>} */
const effects = {
  none: { size: 0 },
  '1, added': { size: 1 },
  '3, added': { size: 3 },
  '3, multiplied': { size: 3, multiplied: true },
  'none, and 20 of noise': { size: 0, noise: 20 },
  '3, added, and 20 of noise': { size: 3, noise: 20 },
};

/** @type {Record<string, (one: ExplainedSeries) => Made>} */
const methods = {
  'effects known': (one) => {
    const { mean, intervals } = alone(one.plain);
    return {
      mean: mean.map(one.put),
      intervals: intervals.map(({ level, lower, upper }) => ({
        level,
        lower: lower.map(one.put),
        upper: upper.map(one.put),
      })),
    };
  },
  auto: (one) => explained(one, 'auto'),
  always: (one) => explained(one, 'always'),
  regression: (one) => explained(one, 'regression'),
  ensemble: (one) => alone(one.known),
};

/**
 * What regressors are worth: real monthly series with effects that are known; geometric means over the series of mean
 * absolute errors in mean steps, and how many outcomes the 95 % intervals held of `auto`, and of the ensemble with the effects known.
 *
 * @returns {import('./table.mjs').Table}
 */
export function benchRegression() {
  const count = makeExplainedSeries({ size: 0 }).length;
  return {
    title: `regressors: errors of ${count} forecasts in mean steps, by the effect that was put into the series`,
    columns: ['effect', ...Object.keys(methods), '95 % auto', '95 % known'],
    rows: Object.entries(effects).map(([name, effect]) => [name, ...rowOf(makeExplainedSeries(effect))]),
  };
}

/** @param {ExplainedSeries[]} series */
function rowOf(series) {
  const average = (/** @type {number[]} */ x) => x.reduce((sum, value) => sum + value / x.length, 0);
  const made = Object.values(methods).map((method) => series.map(method));
  const errors = made.map((forecasts) => {
    const logs = forecasts.map((one, i) => Math.log(Math.max(errorMin, errorOf(one, series[i]))));
    return Math.exp(average(logs)).toFixed(3);
  });
  const [known = [], auto = []] = made;
  const inside = [auto, known].map((forecasts) =>
    average(
      forecasts.map(({ intervals: [interval] }, i) =>
        interval === undefined ? 0 : (coverage(series[i]?.actual ?? [], interval) ?? 0),
      ),
    ),
  );
  return [...errors, ...inside.map((share) => share.toFixed(3))];
}

/**
 * @param {Made} made
 * @param {ExplainedSeries | undefined} series
 */
function errorOf({ mean }, series) {
  const { actual = [], unit = 1 } = series ?? {};
  const sum = actual.reduce((total, value, step) => total + Math.abs(value - (mean[step] ?? Number.NaN)), 0);
  return sum / horizon / unit;
}

/** @param {ExplainedSeries['known']} observations */
function alone(observations) {
  return forecastSeries({ observations, horizon, levels, resolution });
}

/**
 * @param {ExplainedSeries} series
 * @param {'auto' | 'always' | 'regression'} method
 */
function explained({ known, regressors }, method) {
  return forecastWithRegressors({
    observations: known,
    horizon,
    levels,
    resolution,
    regressors,
    method,
    effects: 'auto',
  });
}
