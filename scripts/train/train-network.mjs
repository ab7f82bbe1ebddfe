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
    const { x, a, z, plan } = this;
    const { inputs, hidden, outputs, alwaysSeen, dropout } = plan;
    for (let i = 0; i < inputs; i++) x[i] = i >= alwaysSeen && random() < dropout ? 0 : (seen[i] ?? 0);
    for (let j = 0; j < hidden; j++) a[j] = Math.tanh(this.affine(j * (inputs + 1), x));
    for (let k = 0; k < outputs; k++) {
      const bias = this.parameters[this.atBias + kind * outputs + k] ?? 0;
      z[k] = this.affine(this.atOutput + k * (hidden + 1), a) + bias;
    }
  }

  /**
   * The neuron whose row begins at `row`, before its tanh.
   *
   * @param {number} row
   * @param {Float64Array} values
   */
  affine(row, values) {
    let sum = this.parameters[row + values.length] ?? 0;
    for (let i = 0; i < values.length; i++) sum += (this.parameters[row + i] ?? 0) * (values[i] ?? 0);
    return sum;
  }

  /**
   * Adds `share` of this example's gradient, from what `forward` left and `dz`.
   *
   * @param {number} kind
   * @param {number} share
   */
  backward(kind, share) {
    const { a, dz, x, plan } = this;
    const { inputs, hidden, outputs } = plan;
    for (let k = 0; k < outputs; k++) {
      const g = (dz[k] ?? 0) * share;
      this.addRow(this.atOutput + k * (hidden + 1), a, g);
      this.add(this.atBias + kind * outputs + k, g);
    }
    for (let j = 0; j < hidden; j++) {
      let back = 0;
      for (let k = 0; k < outputs; k++)
        back += (dz[k] ?? 0) * (this.parameters[this.atOutput + k * (hidden + 1) + j] ?? 0);
      this.addRow(j * (inputs + 1), x, back * (1 - (a[j] ?? 0) ** 2) * share);
    }
  }

  /**
   * @param {number} row
   * @param {Float64Array} values
   * @param {number} g
   */
  addRow(row, values, g) {
    for (let i = 0; i < values.length; i++) this.add(row + i, g * (values[i] ?? 0));
    this.add(row + values.length, g);
  }

  /**
   * @param {number} place
   * @param {number} g
   */
  add(place, g) {
    this.gradient[place] = (this.gradient[place] ?? 0) + g;
  }

  network() {
    const { inputs, hidden, outputs, classes } = this.plan;
    const rows = (/** @type {number} */ at, /** @type {number} */ count, /** @type {number} */ width) =>
      Array.from({ length: count }, (_, r) =>
        Array.from(this.parameters.subarray(at + r * width, at + (r + 1) * width)),
      );
    return {
      hidden: rows(0, hidden, inputs + 1),
      output: rows(this.atOutput, outputs, hidden + 1),
      classBias: rows(this.atBias, classes, outputs),
    };
  }
}

/** @param {() => number} random */
function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
