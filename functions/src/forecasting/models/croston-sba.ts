import type { Forecaster } from '../forecaster.ts';
import { CROSTON_ALPHA, crostonForecaster } from './croston.ts';

/**
 * Croston's method with the correction of Syntetos and Boylan: times 1 − α/2, which removes nearly all of its bias.
 * Source: Syntetos & Boylan (2005).
 */
export const crostonSba: Forecaster = crostonForecaster('croston-sba', 1 - CROSTON_ALPHA / 2);
