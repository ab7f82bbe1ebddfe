import type { FittedModel, Forecaster, Prediction } from '../forecaster.ts';
import {
  removeIndices,
  type SeasonalIndices,
  suitableIndices,
} from '../transforms/classical-decomposition.ts';
import { hasSeason } from '../transforms/has-season.ts';

const NO_SEASON: SeasonalIndices = { kind: 'additive', indices: [0] };

/**
 * `forecaster`, which knows no season, on the series without its season where one is found, which is put back on the
 * forecast: multiplicative seasons for positive series, additive ones elsewhere.
 * Source: Assimakopoulos & Nikolopoulos (2000); R forecast 8.20 `thetaf()`, whose test for a season this is.
 */
export function seasonallyAdjusted(forecaster: Forecaster): Forecaster {
  return {
    name: forecaster.name,
    minimumLength: () => forecaster.minimumLength({ seasonLength: 1 }),
    fit(y, { seasonLength: m }) {
      const season = hasSeason(y, m) ? suitableIndices(y, m) : NO_SEASON;
      return withSeason(forecaster.fit(removeIndices(y, season), { seasonLength: 1 }), season, y.length);
    },
  };
}

function withSeason(fitted: FittedModel, { kind, indices }: SeasonalIndices, n: number): FittedModel {
  const additive = kind === 'additive';
  const m = indices.length;
  const index = (i: number) => indices[(n + i) % m];
  const restore = (path: readonly number[]) =>
    path.map((value, i) => (additive ? value + index(i) : value * index(i)));
  const first = n - fitted.residuals.length;
  return {
    name: fitted.name,
    residuals: additive ? fitted.residuals : fitted.residuals.map((e, i) => e * indices[(first + i) % m]),
    predict: (h, levels): Prediction => {
      const { mean, standardDeviation, intervals } = fitted.predict(h, levels);
      return {
        mean: restore(mean),
        standardDeviation: additive ? standardDeviation : standardDeviation.map((s, i) => s * index(i)),
        intervals: intervals.map(({ level, lower, upper }) => ({
          level,
          lower: restore(lower),
          upper: restore(upper),
        })),
      };
    },
  };
}
