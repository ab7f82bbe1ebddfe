import type { Forecaster, ForecasterName } from '../forecaster.ts';
import { forecasters } from '../models/forecasters.ts';
import { type Candidate, sharedSplit, withoutSeasons, withSeason } from './candidate.ts';

/** Longest season that Holt-Winters is fitted to: each index is a parameter of its own. */
const HOLT_WINTERS_SEASON_MAX = 60;
/** Longest season that ARIMA models itself: its likelihood costs the square of it. */
const ARIMA_SEASON_MAX = 24;

const { naive, drift, ses, theta, autoregression } = forecasters;
const seasonalNaive = forecasters['seasonal-naive'];
const holtWinters = forecasters['holt-winters-damped'];

/**
 * The methods that compete for a series with `seasonLengths` (steps, strongest first; empty for none). With one season,
 * those that know seasons model it themselves; with several, each seasonal naive competes and the others work on the
 * series without them.
 */
export function autoCandidates(seasonLengths: readonly number[]): Candidate[] {
  const [strongest = 1] = seasonLengths;
  const split = sharedSplit(seasonLengths);
  const adjusted = (...methods: Forecaster[]) =>
    methods.map((method) => withoutSeasons(method, seasonLengths, split));
  const direct = (...methods: Forecaster[]) => methods.map((method) => withSeason(method, strongest));
  if (seasonLengths.length > 1) {
    return [...seasonalNaives(seasonLengths), ...adjusted(ses, holtWinters, theta, autoregression)];
  }
  if (strongest === 1) return direct(naive, drift, ses, holtWinters, theta, autoregression);
  const heavy = strongest > HOLT_WINTERS_SEASON_MAX;
  return [
    ...direct(seasonalNaive, naive, drift, theta, autoregression),
    ...adjusted(ses),
    ...(heavy ? adjusted(holtWinters) : direct(holtWinters)),
  ];
}

/** The seasonal naive methods that a forecast is measured against; the naive method where there is no season. */
export function seasonalNaives(seasonLengths: readonly number[]): Candidate[] {
  if (seasonLengths.length === 0) return [withSeason(naive, 1)];
  const suffix = (length: number) => (seasonLengths.length > 1 ? `[${length}]` : '');
  return seasonLengths.map((length) => withSeason(seasonalNaive, length, suffix(length)));
}

/** The one method that a request names, with the seasons as it can model them. */
export function namedCandidate(name: ForecasterName, seasonLengths: readonly number[]): Candidate {
  const [strongest = 1] = seasonLengths;
  if (name === 'mstl') {
    const suffix = seasonLengths.length > 1 ? `[${seasonLengths.join('+')}]` : '';
    return withSeason(forecasters.mstl, strongest, suffix, seasonLengths);
  }
  const bounds: Partial<Record<ForecasterName, number>> = {
    'holt-winters-damped': HOLT_WINTERS_SEASON_MAX,
    theta: Number.POSITIVE_INFINITY,
    autoregression: Number.POSITIVE_INFINITY,
    arima: ARIMA_SEASON_MAX,
  };
  const longest = bounds[name];
  if (longest !== undefined && (seasonLengths.length > 1 || strongest > longest))
    return withoutSeasons(forecasters[name], seasonLengths);
  return withSeason(forecasters[name], strongest);
}
