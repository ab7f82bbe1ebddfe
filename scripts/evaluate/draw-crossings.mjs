import { crossings } from '../../functions/lib/forecasting/index.js';
import { randomNormals } from '../../functions/lib/forecasting/numerics/random-normals.js';
import { uniforms } from '../train/random.mjs';
import { normalAutoregression } from './normal-autoregression.mjs';

/**
 * One threshold: what was said of it, by us and by the normal autoregression, and what came.
 *
 * @typedef {{ frequency: string, ours: number, normal: number, crossed: boolean,
 *   inRange: boolean | undefined }} Drawn `inRange`: the first crossing came within earliest and latest
 */

/** Thresholds drawn for each series. */
const draws = 8;
/** How far from the mean thresholds lie, in standard deviations of the step that they are drawn at. */
const spread = 1.3;

/**
 * Thresholds near the forecast of a series, within a part of the horizon, about the mean of one step of that part. They
 * are looked at from the side of the first mean.
 *
 * @param {import('./evaluate-distributions.mjs').Case} one
 * @param {number} seed
 * @returns {Drawn[]}
 */
export function drawCrossings({ series, forecast }, seed) {
  const uniform = uniforms(seed);
  const normal = randomNormals(seed);
  const queries = Array.from({ length: draws }, () => {
    const steps = 1 + Math.floor(uniform() * forecast.mean.length);
    const step = Math.floor(uniform() * steps);
    const threshold =
      (forecast.mean[step] ?? 0) + spread * normal() * (forecast.standardDeviation[step] ?? 0);
    const direction = /** @type {'above' | 'below'} */ (
      threshold > (forecast.mean[0] ?? 0) ? 'above' : 'below'
    );
    return { threshold, direction, steps, until: forecast.at[steps - 1] ?? 0 };
  });
  const said = crossings(forecast, queries);
  const saidByNormal = normalAutoregression(forecast, queries);
  return queries.map(({ threshold, direction, steps }, i) => {
    const first = series.actuals
      .slice(0, steps)
      .findIndex((value) => (direction === 'above' ? value >= threshold : value <= threshold));
    const own = said[i];
    const at = forecast.at[first] ?? 0;
    return {
      frequency: series.frequency,
      ours: own?.probability ?? 0,
      normal: saidByNormal[i] ?? 0,
      crossed: first >= 0,
      inRange:
        first < 0 || !own || own.at === null
          ? undefined
          : (own.earliest ?? 0) <= at && at <= (own.latest ?? 0),
    };
  });
}
