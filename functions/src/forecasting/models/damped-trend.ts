import type { Forecaster } from '../forecaster.ts';
import { trendForecaster } from './trend-forecaster.ts';

/**
 * Damped trend: as Holt's, but the slope fades by φ in [0.8, 0.98] a step, since trends rarely go on for long. Knows no
 * season; a constant series is continued with width 0. Needs six points.
 * Source: Gardner & McKenzie (1985); ETS(A,Ad,N) of Hyndman et al. (2008); reference R forecast 8.20
 * `holt(damped = TRUE)`.
 */
export const dampedTrend: Forecaster = trendForecaster('damped-trend', 'damped');
