import { NETWORK_UNIT } from '../../functions/lib/forecasting/ensemble/network.js';
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

/** Spread of the output weights at the start. */
const startSpread = 0.05;

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
  const { epochs, batch, rate, decay } = plan;
  const random = uniforms(plan.seed);
  const learner = new Learner(plan, startBias, random);
  const steps = epochs * Math.ceil(examples.length / batch);
  const optimiser = adam(learner.parameters.length, { rate, steps, decay });
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffled(examples.length, random);
    for (let from = 0; from < order.length; from += batch) {
      const places = order.slice(from, from + batch);
      learner.gradient.fill(0);
      for (const place of places) {
        const example = /** @type {Example} */ (examples[place]);
        learner.forward(example, random);
        lossGradient(place, learner.z, learner.dz);
        learner.backward(example.kind, 1 / places.length);
      }
      optimiser.update(learner.parameters, learner.gradient);
    }
  }
  return learner.network();
}

/** Parameters in one array: rows of hidden neurons, rows of outputs (each ends in its bias), then the class biases. */
class Learner {
  /**
   * @param {Plan} plan
   * @param {readonly (readonly number[])[]} startBias
   * @param {() => number} random
   */
  constructor(plan, startBias, random) {
    const { inputs, hidden, outputs, classes } = plan;
    this.plan = plan;
    this.atOutput = hidden * (inputs + 1);
    this.atBias = this.atOutput + outputs * (hidden + 1);
    this.parameters = new Float64Array(this.atBias + classes * outputs);
    this.gradient = new Float64Array(this.parameters.length);
    this.x = new Float64Array(inputs);
    this.a = new Float64Array(hidden);
    this.z = new Float64Array(outputs);
    this.dz = new Float64Array(outputs);
    this.back = new Float64Array(hidden);
    this.scatter(0, hidden, inputs, 1 / Math.sqrt(inputs), random);
    this.scatter(this.atOutput, outputs, hidden, startSpread, random);
    startBias.forEach((row, c) => {
      this.parameters.set(row, this.atBias + c * outputs);
    });
  }

  /**
   * Normal numbers for `rows` neurons of `width` inputs; their biases stay 0.
   *
   * @param {number} at
   * @param {number} rows
   * @param {number} width
   * @param {number} spread
   * @param {() => number} random
   */
  scatter(at, rows, width, spread, random) {
    for (let r = 0; r < rows; r++) {
      for (let i = 0; i < width; i++) this.parameters[at + r * (width + 1) + i] = spread * normal(random);
    }
  }

  /**
   * @param {Example} example
   * @param {() => number} random
   */
  forward({ x: seen, kind }, random) {
    const { x, a, z, plan, parameters } = this;
    const { inputs, hidden, outputs, alwaysSeen, dropout } = plan;
    for (let i = 0; i < inputs; i++) x[i] = i >= alwaysSeen && random() < dropout ? 0 : (seen[i] ?? 0);
    for (let j = 0; j < hidden; j++) a[j] = Math.tanh(affine(parameters, j * (inputs + 1), x));
    for (let k = 0; k < outputs; k++) {
      const bias = parameters[this.atBias + kind * outputs + k] ?? 0;
      z[k] = affine(parameters, this.atOutput + k * (hidden + 1), a) + bias;
    }
  }

  /**
   * Adds `share` of this example's gradient, from what `forward` left and `dz`.
   *
   * @param {number} kind
   * @param {number} share
   */
  backward(kind, share) {
    const { a, back, dz, x, plan, parameters, gradient } = this;
    const { inputs, hidden, outputs } = plan;
    back.fill(0);
    for (let k = 0; k < outputs; k++) {
      const g = (dz[k] ?? 0) * share;
      if (g === 0) continue;
      const row = this.atOutput + k * (hidden + 1);
      for (let j = 0; j < hidden; j++) back[j] = (back[j] ?? 0) + g * (parameters[row + j] ?? 0);
      addRow(gradient, row, a, g);
      const bias = this.atBias + kind * outputs + k;
      gradient[bias] = (gradient[bias] ?? 0) + g;
    }
    for (let j = 0; j < hidden; j++)
      addRow(gradient, j * (inputs + 1), x, (back[j] ?? 0) * (1 - (a[j] ?? 0) ** 2));
  }

  /** As it will be kept, so that cross-validation measures what is shipped. */
  network() {
    const { inputs, hidden, outputs, classes } = this.plan;
    const rows = (/** @type {number} */ at, /** @type {number} */ count, /** @type {number} */ width) =>
      Array.from({ length: count }, (_, r) =>
        Array.from(this.parameters.subarray(at + r * width, at + (r + 1) * width), (value) =>
          Math.round(value / NETWORK_UNIT),
        ),
      );
    return {
      hidden: rows(0, hidden, inputs + 1),
      output: rows(this.atOutput, outputs, hidden + 1),
      classBias: rows(this.atBias, classes, outputs),
    };
  }
}

/**
 * The neuron whose row begins at `row`, before its tanh.
 *
 * @param {Float64Array} parameters
 * @param {number} row
 * @param {Float64Array} values
 */
function affine(parameters, row, values) {
  const n = values.length;
  let sum = parameters[row + n] ?? 0;
  for (let i = 0; i < n; i++) sum += (parameters[row + i] ?? 0) * (values[i] ?? 0);
  return sum;
}

/**
 * @param {Float64Array} gradient
 * @param {number} row
 * @param {Float64Array} values
 * @param {number} g
 */
function addRow(gradient, row, values, g) {
  const n = values.length;
  for (let i = 0; i < n; i++) gradient[row + i] = (gradient[row + i] ?? 0) + g * (values[i] ?? 0);
  gradient[row + n] = (gradient[row + n] ?? 0) + g;
}

/** @param {() => number} random */
function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
