/**
 * A trained network with one hidden layer. Inputs are standardised by `mean` and `deviation`; rows of `hidden` and
 * `output` belong to one neuron each and end in its bias. `classBias` adds a row by class of series to the outputs. All
 * are in thousandths, which keeps the module small and loses nothing that is seen in a forecast.
 */
export interface Network {
  readonly hidden: readonly (readonly number[])[];
  readonly output: readonly (readonly number[])[];
  readonly classBias: readonly (readonly number[])[];
}

/** How inputs are standardised; shared by the networks of a committee. */
export interface InputScale {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** What the numbers of a network are in. */
export const NETWORK_UNIT = 1e-3;
/** Standardised inputs are cut off here: beyond, the networks have seen nothing. */
export const INPUT_MAX = 4;

/** Inputs in standard deviations from their mean over the training set, within ±4. */
export function standardise(values: ArrayLike<number>, { mean, deviation }: InputScale): Float64Array {
  return Float64Array.from(values, (value, i) =>
    Math.max(-INPUT_MAX, Math.min(INPUT_MAX, (value - mean[i]) / deviation[i])),
  );
}

/** Outputs of the network for standardised inputs `x` of a series of class `kind`. */
export function evaluateNetwork(
  { hidden, output, classBias }: Network,
  x: Float64Array,
  kind: number,
): number[] {
  const activations = Float64Array.from(hidden, (row) => Math.tanh(affine(row, x)));
  return output.map((row, k) => affine(row, activations) + NETWORK_UNIT * classBias[kind][k]);
}

/** Shares that add up to 1, in proportion to exp(`z`). */
export function softmax(z: readonly number[]): number[] {
  const largest = Math.max(...z);
  const powers = z.map((value) => Math.exp(value - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function affine(row: readonly number[], x: Float64Array): number {
  let sum = row[x.length];
  for (let i = 0; i < x.length; i++) sum += row[i] * x[i];
  return NETWORK_UNIT * sum;
}
