import { growthFrom, widthsFrom } from '../../functions/lib/forecasting/ensemble/learned-widths.js';
import { trainNetwork } from './train-network.mjs';

/** @typedef {import('./build-table.mjs').Row} Row */

/** Shares of outcomes, in percent, whose widths are kept. */
export const profileLevels = [10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 98, 99, 99.5];
/** Gradients of single series beyond this are cut. */
const gradientMax = 20;

/**
 * Trains one network of interval widths on the interval score at 95 % about `means`, the classes counting alike.
 *
 * @param {readonly Row[]} rows
 * @param {readonly Float64Array[]} inputs standardised
 * @param {readonly Float64Array[]} means
 * @param {number} classes
 * @param {{ hidden: number, epochs: number, rate: number, decay: number, dropout: number, seed: number }} options
 */
export function trainWidths(rows, inputs, means, classes, options) {
  const examples = rows.map(({ kind }, i) => ({ x: /** @type {Float64Array} */ (inputs[i]), kind }));
  const typical = typicalErrors(rows, means, classes);
  const plan = {
    ...options,
    inputs: examples[0]?.x.length ?? 0,
    outputs: 3,
    classes,
    alwaysSeen: classes,
    batch: 128,
  };
  return trainNetwork(
    plan,
    examples,
    (place, z, gradient) => {
      const row = /** @type {Row} */ (rows[place]);
      const mean = /** @type {Float64Array} */ (means[place]);
      const h = row.actual.length;
      const { below, above } = widthsFrom(z, row.change, h);
      const unit = 1 / (row.scale * h * (typical[row.kind] ?? 1));
      let [lower, upper, growth] = [0, 0, 0];
      for (let t = 0; t < h; t++) {
        const error = (row.actual[t] ?? 0) - (mean[t] ?? 0);
        const [down, up] = [below[t] ?? 0, above[t] ?? 0];
        const byDown = (error < -down ? -39 : 1) * down * unit;
        const byUp = (error > up ? -39 : 1) * up * unit;
        lower += byDown;
        upper += byUp;
        growth += (byDown + byUp) * Math.log(t + 1);
      }
      const bend = (growthFrom(z[2] ?? 0) - 0.5) / 0.4;
      gradient.set([lower, upper, growth * 0.4 * (1 - bend ** 2)].map(cut));
    },
    Array.from({ length: classes }, () => [1, 1, 0]),
  );
}

/** @param {number} value */
function cut(value) {
  return Math.max(-gradientMax, Math.min(gradientMax, value));
}

/**
 * Twenty times the mean scaled error by class, about the interval score at its best.
 *
 * @param {readonly Row[]} rows
 * @param {readonly Float64Array[]} means
 * @param {number} classes
 */
function typicalErrors(rows, means, classes) {
  const sums = Array.from({ length: classes }, () => ({ error: 0, count: 0 }));
  rows.forEach(({ kind, actual, scale }, i) => {
    const sum = /** @type {{ error: number, count: number }} */ (sums[kind]);
    let error = 0;
    for (let t = 0; t < actual.length; t++)
      error += Math.abs((actual[t] ?? 0) - (means[i]?.[t] ?? 0)) / actual.length;
    sum.error += error / scale;
    sum.count++;
  });
  return sums.map(({ error, count }) => (20 * error) / Math.max(1, count));
}

/**
 * Width that holds each share of the outcomes, in units of the learned one, by class: split conformal calibration. To be
 * made from means and widths of series that neither was trained on.
 *
 * @param {readonly Row[]} rows
 * @param {readonly Float64Array[]} means
 * @param {readonly { below: Float64Array, above: Float64Array }[]} widths
 * @param {number} classes
 */
export function widthProfiles(rows, means, widths, classes) {
  const scores = Array.from({ length: classes }, () => /** @type {number[]} */ ([]));
  rows.forEach(({ kind, actual }, i) => {
    for (let t = 0; t < actual.length; t++) {
      const error = (actual[t] ?? 0) - (means[i]?.[t] ?? 0);
      const width = (error < 0 ? widths[i]?.below[t] : widths[i]?.above[t]) ?? 0;
      scores[kind]?.push(Math.abs(error) / width);
    }
  });
  return scores.map((score) => {
    const sorted = Float64Array.from(score).sort();
    const at = (/** @type {number} */ share) =>
      sorted[Math.min(sorted.length - 1, Math.floor((share / 100) * sorted.length))] ?? 1;
    return { levels: profileLevels, widths: profileLevels.map(at) };
  });
}
