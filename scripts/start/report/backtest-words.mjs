import { formatNumber, formatPercent } from './format.mjs';
import { paint } from './terminal-style.mjs';

/** Ratios this close to one are a draw. */
const drawWithin = 0.02;

/**
 * A backtest as a forecast's model card has it.
 *
 * @typedef {import('../wire.mjs').ForecastAnswer['card']['backtest']} Backtest
 */

/**
 * How much smaller or larger the error is than that of the seasonal naive.
 *
 * @param {number | null} mase
 * @param {number | null} naive
 */
export function compareErrors(mase, naive) {
  if (mase === null || naive === null || naive === 0) return 'not comparable';
  const ratio = mase / naive;
  if (Math.abs(ratio - 1) <= drawWithin) return 'as good';
  return ratio < 1 ? `${formatPercent(1 - ratio)} better` : `${formatPercent(ratio - 1)} worse`;
}

/**
 * A backtest in a sentence: the scaled error (MASE), that of the seasonal naive, and what that means.
 *
 * @param {Backtest} backtest
 * @param {import('./terminal-style.mjs').TerminalStyle} style
 */
export function describeBacktest(backtest, style) {
  if (backtest === null) return 'none: the history is too short to hold some of it back';
  const { mase, seasonalNaive, origins, horizon } = backtest;
  const found = `MASE ${formatNumber(mase)}, seasonal naive ${formatNumber(seasonalNaive.mase)}`;
  const origin = origins === 1 ? 'origin' : 'origins';
  const verdict = compareErrors(mase, seasonalNaive.mase);
  const look = verdict.endsWith('better') ? 'good' : verdict.endsWith('worse') ? 'bad' : 'quiet';
  return `${found}: ${paint(style, look, verdict)} (${origins} ${origin}, ${horizon} steps each)`;
}

/**
 * How many of the values that were held back lay in each interval.
 *
 * @param {Backtest} backtest
 */
export function describeCoverage(backtest) {
  if (backtest === null || backtest.coverage.length === 0) return 'not measured';
  return backtest.coverage
    .map(({ level, empirical }) => `the ${level}% interval held ${formatPercent(empirical)}`)
    .join(', ');
}
