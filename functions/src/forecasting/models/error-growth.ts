/** What an error does later: α to the level, β to the slope, which φ damps, γ to the season's index of `m` steps. */
export interface ErrorCarrying {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
}

/**
 * What one error adds to the forecasts of additive exponential smoothing 1, 2, … h steps after it, in units of the
 * error: α + β(φ + … + φʲ) + γ·[m divides j]; `m` = 0 for no season.
 * Source: Hyndman et al. (2008), table 6.1.
 */
export function errorWeights({ alpha, beta, gamma, phi }: ErrorCarrying, m: number, h: number): Float64Array {
  const weights = new Float64Array(h);
  let damping = 0;
  for (let i = 0; i < h; i++) {
    damping = phi * (1 + damping);
    weights[i] = alpha + beta * damping + (m > 0 && (i + 1) % m === 0 ? gamma : 0);
  }
  return weights;
}

/** Standard deviation at each step in units of that of the first: √(1 + the squares of the weights before). */
export function errorGrowth(weights: ArrayLike<number>): number[] {
  let sum = 1;
  return Array.from(weights, (weight) => {
    const growth = Math.sqrt(sum);
    sum += weight ** 2;
    return growth;
  });
}
