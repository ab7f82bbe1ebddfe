import {
  CORRECTIONS,
  correctionShape,
  correctPath,
  isCorrected,
} from '../../functions/lib/forecasting/ensemble/correct-path.js';
import { softmax } from '../../functions/lib/forecasting/ensemble/network.js';
import { trainNetwork } from './train-network.mjs';

/** @typedef {import('./build-table.mjs').Row} Row */
/** @typedef {import('../../functions/lib/forecasting/ensemble/network.js').Network} Network */

/**
 * Size of the network and course of its training.
 *
 * @typedef {{ hidden: number, epochs: number, rate: number, decay: number, dropout: number, seed: number }} TrainingOptions
 */

/** Gradients of single series beyond this are cut: a few series would steer everything. */
const gradientMax = 5;

/**
 * Trains one gate on the overall weighted average (OWA) of the forecast: the weighted mean of the candidates', corrected.
 *
 * @param {readonly Row[]} rows
 * @param {readonly Float64Array[]} inputs standardised
 * @param {readonly { smape: number, mase: number }[]} naive errors of the naive forecast by class
 * @param {TrainingOptions} options
 * @returns {Network}
 */
export function trainGate(rows, inputs, naive, options) {
  const examples = rows.map(({ kind }, i) => ({ x: /** @type {Float64Array} */ (inputs[i]), kind }));
  const candidates = /** @type {Row} */ (rows[0]).rows.length;
  const plan = {
    ...options,
    inputs: examples[0]?.x.length ?? 0,
    outputs: candidates + CORRECTIONS,
    classes: naive.length,
    alwaysSeen: naive.length,
    batch: 128,
  };
  const byWeight = new Float64Array(candidates);
  const byCorrection = new Float64Array(CORRECTIONS);
  return trainNetwork(
    plan,
    examples,
    (place, z, gradient) => {
      const row = /** @type {Row} */ (rows[place]);
      const weights = Float64Array.from(softmax(Array.from(z.subarray(0, candidates))));
      const correction = z.subarray(candidates);
      const reference = /** @type {{ smape: number, mase: number }} */ (naive[row.kind]);
      const slopes = gradientByForecast(row, forecastOf(row, weights, correction), reference);
      gradientByParts(row, slopes, byWeight, byCorrection);
      const centre = weightedMean(byWeight, weights);
      for (let k = 0; k < candidates; k++) byWeight[k] = cut((byWeight[k] ?? 0) - centre);
      const mean = weightedMean(byWeight, weights);
      for (let k = 0; k < candidates; k++) gradient[k] = (weights[k] ?? 0) * ((byWeight[k] ?? 0) - mean);
      for (let c = 0; c < CORRECTIONS; c++) gradient[candidates + c] = cut(byCorrection[c] ?? 0);
    },
    naive.map(() => new Array(plan.outputs).fill(0)),
  );
}

/** @param {number} value */
function cut(value) {
  return Math.max(-gradientMax, Math.min(gradientMax, value));
}

/**
 * @param {Float64Array} values
 * @param {Float64Array} weights
 */
function weightedMean(values, weights) {
  let mean = 0;
  for (let k = 0; k < values.length; k++) mean += (weights[k] ?? 0) * (values[k] ?? 0);
  return mean;
}

/**
 * The corrected mean, as `combineCandidates` makes it but for the floor.
 *
 * @param {Row} row
 * @param {Float64Array} weights
 * @param {Float64Array} correction
 */
function forecastOf({ rows, change, kind }, weights, correction) {
  const h = rows[0]?.length ?? 0;
  const forecast = new Float64Array(h);
  for (let k = 0; k < rows.length; k++) {
    const row = /** @type {Float64Array} */ (rows[k]);
    const weight = weights[k] ?? 0;
    for (let t = 0; t < h; t++) forecast[t] = (forecast[t] ?? 0) + weight * (row[t] ?? 0);
  }
  return isCorrected(kind) ? correctPath(forecast, Array.from(correction), change) : forecast;
}

/**
 * Gradient of the OWA by each step's forecast.
 *
 * @param {Row} row
 * @param {Float64Array} forecast
 * @param {{ smape: number, mase: number }} naive
 */
function gradientByForecast({ actual, scale }, forecast, naive) {
  return forecast.map((f, t) => {
    const y = actual[t] ?? 0;
    const size = Math.abs(y) + Math.abs(f) + 1e-12;
    const sign = Math.sign(f - y);
    const smape = (200 * (sign * size - Math.abs(y - f) * Math.sign(f))) / size ** 2;
    return (smape / naive.smape + sign / scale / naive.mase) / 2 / forecast.length;
  });
}

/**
 * From the gradient by each step's forecast to those by weights and by coefficients of the correction.
 *
 * @param {Row} row
 * @param {Float64Array} slopes
 * @param {Float64Array} byWeight written to
 * @param {Float64Array} byCorrection written to
 */
function gradientByParts({ rows, change, kind }, slopes, byWeight, byCorrection) {
  const h = slopes.length;
  for (let k = 0; k < rows.length; k++) {
    const row = /** @type {Float64Array} */ (rows[k]);
    let sum = 0;
    for (let t = 0; t < h; t++) sum += (slopes[t] ?? 0) * (row[t] ?? 0);
    byWeight[k] = sum;
  }
  const reach = isCorrected(kind) ? change * Math.sqrt(h) : 0;
  byCorrection.fill(0);
  for (let t = 0; t < h; t++) {
    const shape = correctionShape((t + 1) / h);
    for (let c = 0; c < CORRECTIONS; c++)
      byCorrection[c] = (byCorrection[c] ?? 0) + reach * (slopes[t] ?? 0) * (shape[c] ?? 0);
  }
}
