import { randomNormals } from '../../functions/lib/forecasting/numerics/random-normals.js';

/** Paths, in antithetic pairs. */
const pairs = 2_000;

/**
 * Probabilities of crossings as they were before distributions were stored, to compare with: normal errors with the
 * forecast's standard deviations that follow one autoregression of order one.
 *
 * @param {import('../../functions/lib/forecasting/index.js').SeriesForecast} forecast
 * @param {readonly { threshold: number, direction: 'above' | 'below', steps: number }[]} queries
 * @returns {number[]}
 */
export function normalAutoregression({ mean, standardDeviation, errorCorrelation }, queries) {
  const lines = queries.map(({ threshold, direction, steps }) => {
    const sign = direction === 'above' ? 1 : -1;
    return mean.slice(0, steps).map((value, step) => {
      const distance = sign * (threshold - value);
      const deviation = standardDeviation[step] ?? 0;
      if (deviation > 0) return distance / deviation;
      return distance <= 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    });
  });
  const normal = randomNormals(1);
  const innovation = Math.sqrt(1 - errorCorrelation ** 2);
  const counts = lines.map(() => 0);
  const path = new Float64Array(mean.length);
  for (let pair = 0; pair < pairs; pair++) {
    for (let step = 0; step < path.length; step++)
      path[step] = step === 0 ? normal() : errorCorrelation * (path[step - 1] ?? 0) + innovation * normal();
    lines.forEach((limits, i) => {
      for (const sign of [1, -1])
        if (limits.some((limit, step) => sign * (path[step] ?? 0) >= limit)) counts[i] = (counts[i] ?? 0) + 1;
    });
  }
  return counts.map((count) => count / (2 * pairs));
}
