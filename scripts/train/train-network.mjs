import { adam } from './adam.mjs';
import { shuffled, uniforms } from './random.mjs';

/**
 * Shape and course of a training.
 *
 * @typedef {{ inputs: number, hidden: number, outputs: number, classes: number, alwaysSeen: number, epochs: number,
 *   batch: number, rate: number, decay: number, dropout: number, seed: number }} Plan
 */

/**
 * An example: standardised inputs and the class of the series; the loss is looked up by its place.
 *
 * @typedef {{ x: Float64Array, kind: number }} Example
 */

/**
 * Trains a network with one hidden layer of tanh neurons. `lossGradient(place, outputs, gradient)` writes the loss's
 * gradient by the outputs. The first `alwaysSeen` inputs are never dropped. The class bias starts at `startBias`.
 *
 * @param {Plan} plan
 * @param {readonly Example[]} examples
 * @param {(place: number, outputs: Float64Array, gradient: Float64Array) => void} lossGradient
 * @param {readonly (readonly number[])[]} startBias
 * @returns {import('../../functions/lib/forecasting/ensemble/network.js').Network}
 */
export function trainNetwork(plan, examples, lossGradient, startBias) {
  const { inputs, hidden, outputs, classes, alwaysSeen, epochs, batch, dropout } = plan;
  const random = uniforms(plan.seed);
  const [w1, w2] = [inputs + 1, hidden + 1];
  const [atOutput, atBias] = [hidden * w1, hidden * w1 + outputs * w2];
  const parameters = new Float64Array(atBias + classes * outputs);
  for (let j = 0; j < hidden; j++) {
    for (let i = 0; i < inputs; i++) parameters[j * w1 + i] = normal(random) / Math.sqrt(inputs);
  }
  for (let k = 0; k < outputs; k++) {
    for (let j = 0; j < hidden; j++) parameters[atOutput + k * w2 + j] = 0.05 * normal(random);
  }
  startBias.forEach((row, c) => {
    parameters.set(row, atBias + c * outputs);
  });
  const gradient = new Float64Array(parameters.length);
  const steps = epochs * Math.ceil(examples.length / batch);
  const optimiser = adam(parameters.length, { rate: plan.rate, steps, decay: plan.decay });
  const x = new Float64Array(inputs);
  const a = new Float64Array(hidden);
  const z = new Float64Array(outputs);
  const dz = new Float64Array(outputs);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffled(examples.length, random);
    for (let from = 0; from < order.length; from += batch) {
      const places = order.slice(from, from + batch);
      gradient.fill(0);
      for (const place of places) {
        const example = /** @type {Example} */ (examples[place]);
        const biasAt = atBias + example.kind * outputs;
        for (let i = 0; i < inputs; i++)
          x[i] = i >= alwaysSeen && random() < dropout ? 0 : /** @type {number} */ (example.x[i]);
        for (let j = 0; j < hidden; j++) {
          let sum = /** @type {number} */ (parameters[j * w1 + inputs]);
          const row = j * w1;
          for (let i = 0; i < inputs; i++)
            sum += /** @type {number} */ (parameters[row + i]) * /** @type {number} */ (x[i]);
          a[j] = Math.tanh(sum);
        }
        for (let k = 0; k < outputs; k++) {
          const row = atOutput + k * w2;
          let sum =
            /** @type {number} */ (parameters[row + hidden]) + /** @type {number} */ (parameters[biasAt + k]);
          for (let j = 0; j < hidden; j++)
            sum += /** @type {number} */ (parameters[row + j]) * /** @type {number} */ (a[j]);
          z[k] = sum;
        }
        lossGradient(place, z, dz);
        for (let k = 0; k < outputs; k++) {
          const g = /** @type {number} */ (dz[k]) / places.length;
          const row = atOutput + k * w2;
          for (let j = 0; j < hidden; j++) add(gradient, row + j, g * /** @type {number} */ (a[j]));
          add(gradient, row + hidden, g);
          add(gradient, biasAt + k, g);
        }
        for (let j = 0; j < hidden; j++) {
          let back = 0;
          for (let k = 0; k < outputs; k++)
            back += /** @type {number} */ (dz[k]) * /** @type {number} */ (parameters[atOutput + k * w2 + j]);
          const g = (back * (1 - /** @type {number} */ (a[j]) ** 2)) / places.length;
          const row = j * w1;
          for (let i = 0; i < inputs; i++) add(gradient, row + i, g * /** @type {number} */ (x[i]));
          add(gradient, row + inputs, g);
        }
      }
      optimiser.update(parameters, gradient);
    }
  }
  const rows = (/** @type {number} */ at, /** @type {number} */ count, /** @type {number} */ width) =>
    Array.from({ length: count }, (_, r) =>
      Array.from(parameters.subarray(at + r * width, at + (r + 1) * width)),
    );
  return {
    hidden: rows(0, hidden, w1),
    output: rows(atOutput, outputs, w2),
    classBias: rows(atBias, classes, outputs),
  };
}

/**
 * @param {Float64Array} values
 * @param {number} i
 * @param {number} value
 */
function add(values, i, value) {
  values[i] = /** @type {number} */ (values[i]) + value;
}

/** @param {() => number} random */
function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
