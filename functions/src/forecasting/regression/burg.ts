/** Autoregressions of all orders 0…*p* of one series: `coefficients[k]` (lag 1 first) is that of order *k*. */
export interface AutoregressionLadder {
  /** *p*, the highest. */
  readonly order: number;
  readonly coefficients: readonly (readonly number[])[];
  /** Variance of the errors of each order, relative to the variance of the series. */
  readonly relativeVariances: readonly number[];
}

/** Smallest share of the variance that a step may leave: beyond it only rounding is modelled. */
const VARIANCE_MIN = 1e-10;

/**
 * Autoregressions of `x` (mean zero) of all orders up to `orderMax` by Burg's method, always stationary, and close to
 * maximum likelihood where Yule–Walker is biased, i.e. in short series with a long memory. Ends earlier where nothing is
 * left to explain; zeros give order 0.
 * Source: Burg (1975); Brockwell & Davis (2016), §5.1.2; reference R 4.2 `ar.burg(demean = FALSE)`.
 */
export function burg(x: readonly number[], orderMax: number): AutoregressionLadder {
  const coefficients: number[][] = [[]];
  const relativeVariances = [1];
  let forward = Float64Array.from(x);
  let backward = Float64Array.from(x);
  for (let order = 1; order <= Math.min(orderMax, x.length - 1); order++) {
    const reflection = reflect(forward, backward, order);
    const variance = relativeVariances[order - 1] * (1 - reflection ** 2);
    if (reflection === 0 || variance < VARIANCE_MIN) break;
    const previous = coefficients[order - 1];
    coefficients.push([...previous.map((c, i) => c - reflection * previous[order - 2 - i]), reflection]);
    relativeVariances.push(variance);
    const next = forward.map((value, t) => (t >= order ? value - reflection * backward[t - 1] : 0));
    backward = backward.map((value, t) => (t >= order ? backward[t - 1] - reflection * forward[t] : value));
    forward = next;
  }
  return { order: coefficients.length - 1, coefficients, relativeVariances };
}

/** `ladder` up to the order of the least AIC, *n*·log(variance) + 2·order, for a series of `n` points. */
export function cutAtLeastAic(ladder: AutoregressionLadder, n: number): AutoregressionLadder {
  const aic = ladder.relativeVariances.map((variance, order) => n * Math.log(variance) + 2 * order);
  const order = aic.indexOf(Math.min(...aic));
  return {
    order,
    coefficients: ladder.coefficients.slice(0, order + 1),
    relativeVariances: ladder.relativeVariances.slice(0, order + 1),
  };
}

/** The reflection coefficient that makes the forward and backward errors of the next order least; within (−1, 1). */
function reflect(forward: Float64Array, backward: Float64Array, order: number): number {
  let cross = 0;
  let square = 0;
  for (let t = order; t < forward.length; t++) {
    cross += forward[t] * backward[t - 1];
    square += forward[t] ** 2 + backward[t - 1] ** 2;
  }
  return square > 0 ? (2 * cross) / square : 0;
}
