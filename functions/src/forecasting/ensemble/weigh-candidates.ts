import { type CandidateName, candidateNames } from './candidate-names.ts';
import { CORRECTIONS, correctPath, isCorrected } from './correct-path.ts';
import type { EnsembleModel } from './ensemble-model.ts';
import { evaluateNetwork, softmax, standardise } from './network.ts';
import { isInside } from './training-range.ts';

/** The candidates that are averaged plainly where the gate has nothing to go by. */
const STURDY: readonly CandidateName[] = [
  'damped-trend',
  'dynamic-theta',
  'dynamic-theta-log',
  'ets-average',
  'complex-smoothing',
  'autoregression-changes',
];

/** Weights of the candidates, which add up to 1, and what their mean is corrected by. */
export interface CandidateWeights {
  readonly weights: readonly number[];
  /** Coefficients of `correctPath`. */
  readonly correction: readonly number[];
  /** False where the features lie outside what the gate was trained on and a plain average took its place. */
  readonly trained: boolean;
}

/**
 * Convex weights for a series with `features` of class `kind` (the mean of the committee's softmaxes) and the mean of its
 * corrections; or a plain average of six sturdy candidates where a feature lies outside the training set's range.
 */
export function weighCandidates(
  model: EnsembleModel,
  features: Float64Array,
  kind: number,
): CandidateWeights {
  if (!isInside(model, features)) return { weights: plainWeights(), correction: [], trained: false };
  const x = standardise(features, model.inputs);
  const answers = model.gates.map((gate) => readGate(evaluateNetwork(gate, x, kind), kind));
  const average = (part: (answer: GateAnswer) => readonly number[]) =>
    part(answers[0]).map(
      (_, k) => answers.reduce((sum, answer) => sum + part(answer)[k], 0) / answers.length,
    );
  return {
    weights: average(({ weights }) => weights),
    correction: average(({ correction }) => correction),
    trained: true,
  };
}

/** What a gate says by its outputs: logits of the weights, then the correction. */
export type GateAnswer = Pick<CandidateWeights, 'weights' | 'correction'>;

/** The weights and the correction that a gate's outputs stand for, for a series of class `kind`. */
export function readGate(outputs: readonly number[], kind: number): GateAnswer {
  const count = outputs.length - CORRECTIONS;
  const correction = isCorrected(kind) ? outputs.slice(count) : [];
  return { weights: softmax(outputs.slice(0, count)), correction };
}

/** The weighted mean, corrected; not below zero where no candidate is. `change` is the size of one step's change. */
export function combineCandidates(
  rows: readonly Float64Array[],
  { weights, correction }: GateAnswer,
  change: number,
): Float64Array {
  const path = correctPath(mixCandidates(rows, weights), correction, change);
  const floored = rows.every((row) => row.every((value) => value >= 0));
  return floored ? path.map((value) => Math.max(0, value)) : path;
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
