import {
  growthFrom,
  openness,
  WIDTH_OUTPUTS,
  widthsFrom,
} from '../../functions/lib/forecasting/ensemble/learned-widths.js';
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
 * @param {import('./train-gate.mjs').TrainingOptions} options
 */
export function trainWidths(rows, inputs, means, classes, options) {
  const examples = rows.map(({ kind }, i) => ({ x: /** @type {Float64Array} */ (inputs[i]), kind }));
  const typical = typicalErrors(rows, means, classes);
  const plan = {
    ...options,
    inputs: examples[0]?.x.length ?? 0,
    outputs: 2 * WIDTH_OUTPUTS,
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
      const { below, above } = widthsFrom(z, row.change, row.disagreement);
      const unit = 1 / (row.scale * h * (typical[row.kind] ?? 1));
      gradient.fill(0);
      for (let t = 0; t < h; t++) {
        const error = (row.actual[t] ?? 0) - (mean[t] ?? 0);
        const [down, up] = [below[t] ?? 0, above[t] ?? 0];
        const open = openness(row.disagreement[t] ?? 0, row.change, t + 1);
        addSide(gradient, 0, (error < -down ? -39 : 1) * down * unit, t, open);
        addSide(gradient, WIDTH_OUTPUTS, (error > up ? -39 : 1) * up * unit, t, open);
      }
      for (const side of [0, WIDTH_OUTPUTS]) {
        const bend = (growthFrom(z[side + 1] ?? 0) - 0.5) / 0.4;
        const share = Math.tanh(z[side + 2] ?? 0);
        gradient[side + 1] = (gradient[side + 1] ?? 0) * 0.4 * (1 - bend ** 2);
        gradient[side + 2] = (gradient[side + 2] ?? 0) * (1 - share ** 2);
      }
      for (let k = 0; k < gradient.length; k++) gradient[k] = cut(gradient[k] ?? 0);
    },
    Array.from({ length: classes }, () => [1, 0, 0, 1, 0, 0]),
  );
}

/**
 * Adds the gradient `g` by the logarithm of one side's width at a step to those by its level, growth and share; that a
 * width never shrinks from step to step is left out of account.
 *
 * @param {Float64Array} gradient
 * @param {number} side place of the level
 * @param {number} g
 * @param {number} step
 * @param {number} open
 */
function addSide(gradient, side, g, step, open) {
  gradient[side] = (gradient[side] ?? 0) + g;
  gradient[side + 1] = (gradient[side + 1] ?? 0) + g * Math.log(step + 1);
  gradient[side + 2] = (gradient[side + 2] ?? 0) + g * open;
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
