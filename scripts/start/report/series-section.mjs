import { anomalyLines } from './anomaly-lines.mjs';
import { describeBacktest, describeCoverage } from './backtest-words.mjs';
import { forecastChart } from './forecast-chart.mjs';
import { formatCount, formatInstant, formatNumber, formatSeries, wrap } from './format.mjs';
import { heading } from './heading.mjs';
import { stepMsOf } from './step-of.mjs';
import { paint } from './terminal-style.mjs';

/**
 * @typedef {import('../wire.mjs').SeriesResult} SeriesResult
 * @typedef {import('./terminal-style.mjs').TerminalStyle} TerminalStyle
 */

const headWidth = 12;
const weightsShown = 3;

/**
 * All about one series: what was ingested, its forecast as a chart and in words, its anomalies.
 *
 * @param {SeriesResult} result
 * @param {TerminalStyle} style
 * @returns {string[]}
 */
export function seriesSection(result, style) {
  const { metric, forecast } = result;
  const stepMs = stepMsOf(metric.resolution);
  const room = style.columns - headWidth - 2;
  const forecastLines =
    forecast === null
      ? entry('Forecast', [paint(style, 'bad', result.problem ?? 'none')], style)
      : [
          ...chart(result, forecast, stepMs, style),
          ...entry('Forecast', wrap(describeForecast(forecast, stepMs), room), style),
          ...entry('Backtest', [describeBacktest(forecast.card.backtest, style)], style),
          ...entry('Coverage', [describeCoverage(forecast.card.backtest)], style),
        ];
  return [
    heading(formatSeries(metric.key, metric.labels), style, metric.unit ?? ''),
    ...entry('Ingested', wrap(describeIngested(metric, stepMs), room), style),
    ...forecastLines,
    ...entry('Anomalies', anomalyLines(result, stepMs, style), style),
  ];
}

/**
 * @param {SeriesResult} result
 * @param {import('../wire.mjs').ForecastAnswer} forecast
 * @param {number} stepMs
 * @param {TerminalStyle} style
 */
function chart({ tail }, forecast, stepMs, style) {
  const level = Math.min(...forecast.levels);
  const expected = forecast.points.map(({ at, mean, intervals }) => {
    const { lower, upper } = intervals.find((interval) => interval.level === level) ?? {
      lower: mean,
      upper: mean,
    };
    return { at: Date.parse(at), mean, lower, upper };
  });
  return ['', ...forecastChart({ history: tail, forecast: expected, stepMs }, style), ''];
}

/**
 * @param {import('../wire.mjs').ForecastAnswer} forecast
 * @param {number} stepMs
 */
function describeForecast({ horizon, points, card, to }, stepMs) {
  const next = points[0];
  const interval = next?.intervals[0];
  const expected =
    next === undefined || interval === undefined
      ? ''
      : `next ${formatNumber(next.mean)} (${formatNumber(interval.lower)} to ${formatNumber(interval.upper)}), `;
  const shares = card.weights
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, weightsShown)
    .map(({ name, weight }) => (card.weights.length === 1 ? name : `${name} ${Math.round(weight * 100)}%`));
  return `${expected}${horizon} steps to ${formatInstant(to, stepMs)}; by ${shares.join(', ')}`;
}

/**
 * @param {SeriesResult['metric']} metric
 * @param {number} stepMs
 */
function describeIngested({ pointCount, resolution, seasonLengths, firstPointAt, lastPointAt }, stepMs) {
  const span =
    firstPointAt === null || lastPointAt === null
      ? ''
      : `, ${formatInstant(firstPointAt, stepMs)} to ${formatInstant(lastPointAt, stepMs)}`;
  const seasons = seasonLengths.length === 0 ? '' : `; seasons of ${seasonLengths.join(' and ')} steps`;
  return `${formatCount(pointCount)} points, ${resolution?.label ?? 'no regular spacing'}${span}${seasons}`;
}

/**
 * A head word and what stands behind it, further lines below the first.
 *
 * @param {string} head
 * @param {readonly string[]} lines
 * @param {TerminalStyle} style
 */
function entry(head, lines, style) {
  return lines.map((line, index) => {
    const start = index === 0 ? paint(style, 'title', head.padEnd(headWidth - 2)) : ' '.repeat(headWidth - 2);
    return `  ${start}${line}`;
  });
}
