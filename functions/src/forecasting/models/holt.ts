import type { Forecaster } from '../forecaster.ts';
import { trendForecaster } from './trend-forecaster.ts';

/**
 * Holt's linear trend: level and slope smoothed, the last slope continued for ever. Knows no season; a constant series
 * is continued with width 0. Needs five points.
 * Source: Holt (1957); ETS(A,A,N) of Hyndman et al. (2008); reference R forecast 8.20 `holt()`.
 */
export const holt: Forecaster = trendForecaster('holt', 'additive');
