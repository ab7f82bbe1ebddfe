import type { Forecaster, ForecasterName } from '../forecaster.ts';
import { forecasters } from '../models/forecasters.ts';
import { seasonallyAdjusted } from '../models/seasonally-adjusted.ts';
import { type Candidate, sharedSplit, withoutSeasons, withSeason } from './candidate.ts';

/** Longest season that Holt-Winters is fitted to: each index is a parameter of its own. */
const HOLT_WINTERS_SEASON_MAX = 60;
/** Longest season that ARIMA models itself: its likelihood costs as many steps a point. */
const ARIMA_SEASON_MAX = 24;

/** Longest season that ETS models itself, as R. */
const ETS_SEASON_MAX = 24;

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

/**
 * The one method that a request names, with the seasons as it can model them: itself, on the series without them (by
 * classical decomposition for one season, by `removeSeasons` for several), or not at all.
 */
export function namedCandidate(name: ForecasterName, seasonLengths: readonly number[]): Candidate {
  const [strongest = 1] = seasonLengths;
  const handling = seasonHandling[name];
  if (handling === 'ignored' || strongest === 1) return withSeason(forecasters[name], strongest);
  if (handling === 'all')
    return withSeason(forecasters[name], strongest, suffixFor(seasonLengths), seasonLengths);
  if (seasonLengths.length > 1 && name !== 'seasonal-naive')
    return withoutSeasons(forecasters[name], seasonLengths);
  if (handling === 'removed') return withSeason(seasonallyAdjusted(forecasters[name]), strongest);
  if (strongest <= (seasonMax[name] ?? strongest)) return withSeason(forecasters[name], strongest);
  return name === 'holt-winters-damped' || name === 'arima'
    ? withoutSeasons(forecasters[name], seasonLengths)
    : withSeason(seasonallyAdjusted(forecasters[name]), strongest);
}

function suffixFor(seasonLengths: readonly number[]): string {
  return seasonLengths.length > 1 ? `[${seasonLengths.join('+')}]` : '';
}

/** Whether a method models one season itself, or all of them, continues the series without its seasons, or knows nothing of them. */
const seasonHandling: Record<ForecasterName, 'own' | 'all' | 'removed' | 'ignored'> = {
  naive: 'ignored',
  'seasonal-naive': 'own',
  drift: 'ignored',
  ses: 'removed',
  holt: 'removed',
  'damped-trend': 'removed',
  'holt-winters-damped': 'own',
  ets: 'own',
  'ets-average': 'own',
  theta: 'own',
  'optimised-theta': 'own',
  'dynamic-optimised-theta': 'own',
  'dynamic-optimised-theta-log': 'own',
  'complex-smoothing': 'removed',
  autoregression: 'own',
  arima: 'own',
  mstl: 'all',
  croston: 'ignored',
  'croston-sba': 'ignored',
  tsb: 'ignored',
};

/** Longest season that a method models itself, where there is such a limit: each index is a parameter of its own. */
const seasonMax: Partial<Record<ForecasterName, number>> = {
  'holt-winters-damped': HOLT_WINTERS_SEASON_MAX,
  ets: ETS_SEASON_MAX,
  'ets-average': ETS_SEASON_MAX,
  arima: ARIMA_SEASON_MAX,
};
