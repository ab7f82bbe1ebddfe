import { softmax } from '../../functions/lib/forecasting/ensemble/network.js';
import { trainNetwork } from './train-network.mjs';

/** @typedef {import('./build-table.mjs').Row} Row */
/** @typedef {import('../../functions/lib/forecasting/ensemble/network.js').Network} Network */

/** Gradients of single series beyond this are cut: a few series would steer everything. */
const gradientMax = 5;

/**
 * Trains one gate on the overall weighted average (OWA) of the weighted mean of the candidates' forecasts.
 *
 * @param {readonly Row[]} rows
 * @param {readonly Float64Array[]} inputs standardised
 * @param {readonly { smape: number, mase: number }[]} naive errors of the naive forecast by class
 * @param {{ hidden: number, epochs: number, rate: number, decay: number, dropout: number, seed: number }} options
 * @returns {Network}
 */
export function trainGate(rows, inputs, naive, options) {
  const examples = rows.map(({ kind }, i) => ({ x: /** @type {Float64Array} */ (inputs[i]), kind }));
  const outputs = /** @type {Row} */ (rows[0]).rows.length;
  const plan = {
    ...options,
    inputs: examples[0]?.x.length ?? 0,
    outputs,
    classes: naive.length,
    alwaysSeen: naive.length,
    batch: 128,
  };
  const byWeight = new Float64Array(outputs);
  return trainNetwork(
    plan,
    examples,
    (place, z, gradient) => {
      const row = /** @type {Row} */ (rows[place]);
      const weights = softmax(Array.from(z));
      gradientByWeight(
        row,
        weights,
        /** @type {{ smape: number, mase: number }} */ (naive[row.kind]),
        byWeight,
      );
      let mean = 0;
      for (let k = 0; k < outputs; k++) mean += (weights[k] ?? 0) * (byWeight[k] ?? 0);
      for (let k = 0; k < outputs; k++) gradient[k] = (weights[k] ?? 0) * ((byWeight[k] ?? 0) - mean);
    },
    naive.map(() => new Array(outputs).fill(0)),
  );
}

/**
 * @param {Row} row
 * @param {readonly number[]} weights
 * @param {{ smape: number, mase: number }} naive
 * @param {Float64Array} into
 */
function gradientByWeight({ rows, actual, scale }, weights, naive, into) {
  into.fill(0);
  const h = actual.length;
  for (let t = 0; t < h; t++) {
    let f = 0;
    for (let k = 0; k < rows.length; k++) f += (weights[k] ?? 0) * (rows[k]?.[t] ?? 0);
    const y = actual[t] ?? 0;
    const size = Math.abs(y) + Math.abs(f) + 1e-12;
    const sign = Math.sign(f - y);
    const smape = (200 * (sign * size - Math.abs(y - f) * Math.sign(f))) / size ** 2;
    const slope = (smape / naive.smape + sign / scale / naive.mase) / 2 / h;
    for (let k = 0; k < rows.length; k++) into[k] = (into[k] ?? 0) + slope * (rows[k]?.[t] ?? 0);
  }
  let mean = 0;
  for (let k = 0; k < rows.length; k++) mean += (weights[k] ?? 0) * (into[k] ?? 0);
  for (let k = 0; k < rows.length; k++)
    into[k] = Math.max(-gradientMax, Math.min(gradientMax, (into[k] ?? 0) - mean));
}

/**
 * @param {Row} row
 * @param {readonly number[]} weights
 */
export function mix({ rows, actual }, weights) {
  return new Float64Array(actual.length).map((_, t) =>
    rows.reduce((sum, path, k) => sum + (weights[k] ?? 0) * (path[t] ?? 0), 0),
  );
}
