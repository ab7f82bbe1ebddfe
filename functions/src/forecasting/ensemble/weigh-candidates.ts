import { type CandidateName, candidateNames } from './candidate-forecasts.ts';
import type { EnsembleModel } from './ensemble-model.ts';
import { evaluateNetwork, softmax, standardise } from './network.ts';

/** The candidates that are averaged plainly where the gate has nothing to go by. */
const STURDY: readonly CandidateName[] = [
  'damped-trend',
  'dynamic-theta',
  'dynamic-theta-log',
  'ets-average',
  'complex-smoothing',
  'autoregression-changes',
];

/** Weights of the candidates, which add up to 1. */
export interface CandidateWeights {
  readonly weights: readonly number[];
  /** False where the features lie outside what the gate was trained on and a plain average took its place. */
  readonly trained: boolean;
}

/**
 * Convex weights for a series with `features` of class `kind`: the mean of the committee's softmaxes, or a plain average
 * of six sturdy candidates where a feature lies outside the training set's range.
 */
export function weighCandidates(
  { inputs, range, gates }: EnsembleModel,
  features: Float64Array,
  kind: number,
): CandidateWeights {
  const inside = features.every((value, i) => value >= range.minimum[i] && value <= range.maximum[i]);
  if (!inside) return { weights: plainWeights(), trained: false };
  const x = standardise(features, inputs);
  const weights = new Array<number>(candidateNames.length).fill(0);
  for (const gate of gates) {
    softmax(evaluateNetwork(gate, x, kind)).forEach((weight, k) => {
      weights[k] += weight / gates.length;
    });
  }
  return { weights, trained: true };
}

/** Weighted mean of the candidates' forecasts. */
export function mixCandidates(rows: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const mixed = new Float64Array(rows[0].length);
  rows.forEach((row, k) => {
    for (let i = 0; i < mixed.length; i++) mixed[i] += weights[k] * row[i];
  });
  return mixed;
}

function plainWeights(): number[] {
  return candidateNames.map((name) => (STURDY.includes(name) ? 1 / STURDY.length : 0));
}
