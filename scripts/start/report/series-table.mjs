import { compareErrors } from './backtest-words.mjs';
import { formatCount, formatNumber, formatPercent, formatSeries } from './format.mjs';
import { heading } from './heading.mjs';
import { judgeAnomalies } from './judge-anomalies.mjs';
import { paint } from './terminal-style.mjs';

/**
 * @typedef {import('../wire.mjs').SeriesResult} SeriesResult
 */

const gap = '  ';
const columns = ['series', 'points', 'next', 'MASE', 'naive', 'against it', 'in 80%', 'anomalies'];

/**
 * Series in a row each, for those that need no picture.
 *
 * @param {readonly SeriesResult[]} results
 * @param {import('./terminal-style.mjs').TerminalStyle} style
 * @returns {string[]} nothing without series
 */
export function seriesTable(results, style) {
  if (results.length === 0) return [];
  const rows = results.map(rowOf);
  const widths = columns.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const others = widths.slice(1).reduce((sum, width) => sum + gap.length + width, 0);
  const nameWidth = Math.min(widths[0] ?? 0, style.columns - gap.length - others);
  const line = (/** @type {readonly string[]} */ [name = '', ...cells]) =>
    [
      gap + clip(name, nameWidth).padEnd(nameWidth),
      ...cells.map((cell, column) => cell.padStart(widths[column + 1] ?? 0)),
    ].join(gap);
  return [heading('The other series', style), paint(style, 'quiet', line(columns)), ...rows.map(line)];
}

/**
 * @param {string} text
 * @param {number} width
 */
const clip = (text, width) => (text.length > width ? `${text.slice(0, width - 1)}…` : text);

/** @param {SeriesResult} result */
function rowOf({ metric, forecast, anomalies, sample }) {
  const backtest = forecast?.card.backtest ?? null;
  const coverage = backtest?.coverage.find(({ level }) => level === 80);
  return [
    formatSeries(metric.key, metric.labels).replaceAll('"', ''),
    formatCount(metric.pointCount),
    formatNumber(forecast?.points[0]?.mean),
    formatNumber(backtest?.mase),
    formatNumber(backtest?.seasonalNaive.mase),
    backtest === null ? 'none' : compareErrors(backtest.mase, backtest.seasonalNaive.mase),
    coverage === undefined ? 'none' : formatPercent(coverage.empirical),
    describeCount(anomalies, sample),
  ];
}

/**
 * @param {SeriesResult['anomalies']} anomalies
 * @param {SeriesResult['sample']} sample
 */
function describeCount(anomalies, sample) {
  const alarms = judgeAnomalies(anomalies, sample).judged.filter(({ falseAlarm }) => falseAlarm).length;
  return `${anomalies.length}${alarms > 0 ? `, ${alarms} false` : ''}`;
}
