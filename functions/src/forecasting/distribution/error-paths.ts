import { randomNormals } from '../numerics/random-normals.ts';

/** How the errors of the steps of one forecast hang together. Both arrays' and all paths' length is the horizon's. */
export interface ErrorDependence {
  /** Correlation of neighbouring steps, the mean over the horizon, 0 to 1. */
  readonly errorCorrelation: number;
  readonly standardDeviation: readonly number[];
}

/** How much of a level is left at the next step. Found on 2,236 series, see `docs/forecasting/intervals.md`. */
const PERSISTENCE_MIN = 0.96;

/** Spreads the seeds of successive paths over all 2³² (the golden ratio, as in Weyl's sequence). */
const SEED_STEP = 0x9e3779b1;

/**
 * Gaussian copula of a path: the normal score of each step is the sum of a level that persists (an autoregression of
 * order one) and of noise that does not. The noise has the same variance at each step, so that the level's share grows
 * with the width of the intervals; the mean of the shares is what `errorCorrelation` asks for. Errors of a random walk
 * stay together that way, those of a noisy constant do not, and correlations fall slower with the distance than those
 * of one autoregression, as they do in fact.
 *
 * @returns path `index` (0, 1, …) of `seed`: fills `scores` from the first step on; the same start whatever its length.
 */
export function errorPaths(
  dependence: ErrorDependence,
  seed: number,
): (index: number, scores: Float64Array) => void {
  const persistence = Math.max(PERSISTENCE_MIN, Math.min(1, dependence.errorCorrelation));
  const innovation = Math.sqrt(1 - persistence ** 2);
  const shares = levelShares(dependence, persistence);
  const levelWeights = shares.map(Math.sqrt);
  const noiseWeights = shares.map((share) => Math.sqrt(1 - share));
  return (index, scores) => {
    const normal = randomNormals(Math.imul(index + 1, SEED_STEP) ^ seed);
    let level = 0;
    for (let step = 0; step < scores.length; step++) {
      level = step === 0 ? normal() : persistence * level + innovation * normal();
      scores[step] = levelWeights[step] * level + noiseWeights[step] * normal();
    }
  };
}

/** Share of the level in the variance of each step, 0 to 1. */
function levelShares(
  { errorCorrelation, standardDeviation }: ErrorDependence,
  persistence: number,
): number[] {
  const noise = 1 - Math.min(1, errorCorrelation / persistence);
  const [first] = standardDeviation;
  const narrower = standardDeviation.map((value) => (value > 0 ? Math.min(1, first / value) ** 2 : 1));
  const mean = narrower.reduce((sum, value) => sum + value, 0) / narrower.length;
  return narrower.map((value) => Math.max(0, 1 - (noise * value) / mean));
}
