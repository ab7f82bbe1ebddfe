import type { Forecaster } from '../forecaster.ts';
import { fitScaledFamily, nameEts, predictMember, residualsOf } from './ets-prediction.ts';
import { normalPrediction } from './normal-prediction.ts';
import { requireLength } from './require-length.ts';

/** Fewest points that leave the smallest form an AICc. */
export const ETS_LENGTH_MIN = 5;

/**
 * ETS with automatic choice: every form of the exponential smoothing family that suits the series, fitted by maximum
 * likelihood with its initial states, and of them the one of least AICc. See `fitEtsFamily` for the forms and
 * `etsSpread` for the standard deviations. A constant series is continued with width 0.
 * Source: Hyndman, Koehler, Snyder & Grose (2002); Hyndman et al. (2008); reference R forecast 8.20 `ets()`.
 */
export const ets: Forecaster = {
  name: 'ets',
  minimumLength: () => ETS_LENGTH_MIN,
  fit(y, { seasonLength: m }) {
    requireLength('ets', y, ETS_LENGTH_MIN);
    const { members, scale } = fitScaledFamily(y, m);
    const [best] = members;
    return {
      name: nameEts(best.fit.form),
      residuals: residualsOf(best, y, scale),
      predict: (h, levels) => {
        const { mean, standardDeviation } = predictMember(best, scale, h);
        return normalPrediction(mean, standardDeviation, levels);
      },
    };
  },
};
