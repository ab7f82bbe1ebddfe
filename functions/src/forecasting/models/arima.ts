import type { FittedModel, Forecaster } from '../forecaster.ts';
import { powerOfTwoNear } from '../numerics/power-of-two-near.ts';
import { orderLabel } from './arima/arima-order.ts';
import { chooseArima } from './arima/choose-arima.ts';
import { differenced } from './arima/differences.ts';
import { type ArmaFit, fitArma } from './arima/fit-arma.ts';
import { forecastArima } from './arima/forecast-arima.ts';
import { normalPrediction } from './normal-prediction.ts';
import { requireLength } from './require-length.ts';

const LENGTH_MIN = 6;
/** Newest points that are used: more cost time and tell little about the next steps. */
const HISTORY_MAX = 1_000;

/**
 * Seasonal ARIMA(p,d,q)(P,D,Q)m, chosen and estimated for the series: differences by the KPSS test and the strength of
 * the season, orders by AICc in a stepwise search, coefficients by exact maximum likelihood. Uses the newest 1,000
 * points. Standard deviations by ψ weights, of the innovations only. A constant series or a perfect line is continued
 * with width 0.
 * Source: Box & Jenkins (1970); Hyndman & Khandakar (2008); reference R forecast 8.20 `auto.arima()`.
 */
export const arima: Forecaster = {
  name: 'arima',
  minimumLength: () => LENGTH_MIN,
  fit(y, { seasonLength: m }) {
    requireLength('ARIMA', y, LENGTH_MIN);
    const { x, scale } = prepare(y);
    return fitted(x, scale, chooseArima(x, m));
  },
};

function prepare(y: readonly number[]): { x: Float64Array; scale: number } {
  const recent = y.slice(-HISTORY_MAX);
  const scale = powerOfTwoNear(recent);
  return { x: Float64Array.from(recent, (value) => value / scale), scale };
}

function fitted(x: Float64Array, scale: number, fit: ArmaFit): FittedModel {
  return {
    name: `arima${orderLabel(fit.order)}`,
    residuals: Array.from(fit.residuals, (e) => e * scale),
    predict: (h, levels) => {
      const { mean, standardDeviation } = forecastArima(x, fit, h);
      return normalPrediction(
        mean.map((value) => value * scale),
        standardDeviation.map((value) => value * scale),
        levels,
      );
    },
    refit: (y) => {
      const later = prepare(y);
      const w = differenced(later.x, fit.order);
      const again = fitArma(w, fit.order, 'search', fit.arguments);
      return fitted(later.x, later.scale, again ?? chooseArima(later.x, fit.order.seasonLength));
    },
  };
}
