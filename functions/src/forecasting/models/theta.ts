import type { Forecaster } from '../forecaster.ts';
import { linearTrend } from '../numerics/linear-trend.ts';
import {
  removeIndices,
  type SeasonalIndices,
  suitableIndices,
} from '../transforms/classical-decomposition.ts';
import { hasSeason } from '../transforms/has-season.ts';
import { exponentialSmoothing } from './exponential-smoothing.ts';
import { normalPrediction } from './normal-prediction.ts';
import { requireLength } from './require-length.ts';
import { steps } from './steps.ts';

const NO_SEASON: SeasonalIndices = { kind: 'additive', indices: [0] };

/**
 * Theta method: simple exponential smoothing plus half of the linear trend, on the seasonally adjusted series where a
 * season is found; winner of the M3 competition. Multiplicative seasons for positive series (as the reference),
 * additive ones elsewhere (where the reference divides by them all the same).
 * Source: Assimakopoulos & Nikolopoulos (2000); Hyndman & Billah (2003), equation 3; R forecast 8.20 `thetaf()`.
 */
export const theta: Forecaster = {
  name: 'theta',
  minimumLength: () => 3,
  fit(y, { seasonLength: m }) {
    requireLength('theta', y, 3);
    const n = y.length;
    const season = hasSeason(y, m) ? suitableIndices(y, m) : NO_SEASON;
    const adjusted = removeIndices(y, season);
    const { alpha, level, residuals, sse } = exponentialSmoothing(adjusted);
    const halfSlope = linearTrend(adjusted).slope / 2;
    const lead = (1 - (1 - alpha) ** n) / alpha;
    const sigma = Math.sqrt(sse / Math.max(1, n - 2));
    const additive = season.kind === 'additive';
    const index = (step: number) => season.indices[(n + step - 1) % season.indices.length];
    const trend = (step: number) => level + halfSlope * (step - 1 + lead);
    const spread = (step: number) => sigma * Math.sqrt(1 + (step - 1) * alpha ** 2);
    return {
      name: 'theta',
      residuals: additive
        ? residuals
        : residuals.map((e, t) => e * season.indices[t % season.indices.length]),
      predict: (h, levels) =>
        normalPrediction(
          steps(h, (step) => (additive ? trend(step) + index(step) : trend(step) * index(step))),
          steps(h, (step) => (additive ? spread(step) : spread(step) * index(step))),
          levels,
        ),
    };
  },
};
