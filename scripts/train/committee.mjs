import { widthsFrom } from '../../functions/lib/forecasting/ensemble/learned-widths.js';
import { evaluateNetwork, standardise } from '../../functions/lib/forecasting/ensemble/network.js';
import { combineCandidates, readGate } from '../../functions/lib/forecasting/ensemble/weigh-candidates.js';

/** @typedef {import('./build-table.mjs').Row} Row */
/** @typedef {import('../../functions/lib/forecasting/ensemble/network.js').Network} Network */

/** Ranges are widened by this share, so that the edge of the training set itself counts as inside. */
const rangeMargin = 0.02;
const deviationMin = 1e-6;

/**
 * Mean and standard deviation of each feature.
 *
 * @param {readonly Row[]} rows
 */
export function inputScale(rows) {
  const count = rows[0]?.features.length ?? 0;
  const column = (/** @type {number} */ i) => rows.map(({ features }) => features[i] ?? 0);
  const average = (/** @type {number[]} */ values) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const mean = Array.from({ length: count }, (_, i) => average(column(i)));
  const deviation = mean.map(
    (centre, i) => Math.sqrt(average(column(i).map((value) => (value - centre) ** 2))) + deviationMin,
  );
  return { mean, deviation };
}

/**
 * Least and greatest value of each feature, a little widened.
 *
 * @param {readonly Row[]} rows
 */
export function rangeOf(rows) {
  const count = rows[0]?.features.length ?? 0;
  const minimum = new Array(count).fill(Number.POSITIVE_INFINITY);
  const maximum = new Array(count).fill(Number.NEGATIVE_INFINITY);
  for (const { features } of rows) {
    features.forEach((value, i) => {
      minimum[i] = Math.min(minimum[i], value);
      maximum[i] = Math.max(maximum[i], value);
    });
  }
  const margin = (/** @type {number} */ i) => rangeMargin * (maximum[i] - minimum[i]) + deviationMin;
  return {
    minimum: minimum.map((value, i) => value - margin(i)),
    maximum: maximum.map((value, i) => value + margin(i)),
  };
}

/**
 * @param {readonly Row[]} rows
 * @param {{ mean: number[], deviation: number[] }} inputs
 */
export function standardiseAll(rows, inputs) {
  return rows.map(({ features }) => standardise(features, inputs));
}

/**
 * The forecast of a series by a committee of gates.
 *
 * @param {readonly Network[]} gates
 * @param {Float64Array} x
 * @param {Row} row
 */
export function committeeForecast(gates, x, { kind, rows, change }) {
  const answers = gates.map((gate) => readGate(evaluateNetwork(gate, x, kind), kind));
  const weights = averageOf(answers.map((answer) => answer.weights));
  const correction = averageOf(answers.map((answer) => answer.correction));
  return combineCandidates(rows, { weights, correction }, change);
}

/**
 * @param {readonly Network[]} networks
 * @param {Float64Array} x
 * @param {Row} row
 */
export function committeeWidths(networks, x, { kind, change, disagreement }) {
  const outputs = networks.map((network) => evaluateNetwork(network, x, kind));
  return widthsFrom(averageOf(outputs), change, disagreement);
}

/** @param {readonly (readonly number[])[]} rows */
function averageOf(rows) {
  return (rows[0] ?? []).map((_, k) => rows.reduce((sum, row) => sum + (row[k] ?? 0), 0) / rows.length);
}
