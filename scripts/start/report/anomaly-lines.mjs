import { formatCount, formatInstant, wrap } from './format.mjs';
import { judgeAnomalies } from './judge-anomalies.mjs';
import { paint } from './terminal-style.mjs';

/**
 * @typedef {import('./judge-anomalies.mjs').JudgedAnomaly} JudgedAnomaly
 * @typedef {import('./terminal-style.mjs').TerminalStyle} TerminalStyle
 */

const shownMax = 3;
const minuteMs = 60_000;

/**
 * The anomalies of a series: how many, what the labels of the sample say of them, and the gravest in words.
 *
 * @param {import('../wire.mjs').SeriesResult} result
 * @param {number} stepMs spacing of the series
 * @param {TerminalStyle} style
 * @returns {string[]} the first line for behind a heading, the others indented by themselves
 */
export function anomalyLines({ anomalies, sample }, stepMs, style) {
  const { judged, missed } = judgeAnomalies(anomalies, sample);
  const shown = judged.slice(0, shownMax);
  const more = judged.length - shown.length;
  return [
    countLine(judged, sample.faultsComplete ?? false),
    ...missed.map((kind) => paint(style, 'bad', `  the labelled ${inWords(kind)} was not found`)),
    ...shown.flatMap((one) => describe(one, stepMs, style)),
    ...(more > 0
      ? [paint(style, 'quiet', `  and ${formatCount(more)} more: GET /v1/anomalies?metricId=…`)]
      : []),
  ];
}

/**
 * @param {readonly JudgedAnomaly[]} judged
 * @param {boolean} complete
 */
function countLine(judged, complete) {
  if (judged.length === 0) return complete ? 'none, and none was to be found' : 'none';
  if (!complete) return `${formatCount(judged.length)} found`;
  const alarms = judged.filter(({ falseAlarm }) => falseAlarm).length;
  return `${formatCount(judged.length)} found, ${alarms === 0 ? 'no' : formatCount(alarms)} false ${alarms === 1 ? 'alarm' : 'alarms'}`;
}

/**
 * @param {JudgedAnomaly} judged
 * @param {number} stepMs
 * @param {TerminalStyle} style
 */
function describe({ anomaly, fault, falseAlarm }, stepMs, style) {
  const { severity, score, kind, startAt, endAt, explanation, contributionSummary } = anomaly;
  const exact = Math.min(stepMs, minuteMs);
  const start = formatInstant(startAt, exact);
  const until =
    endAt === null ? ' still going on' : endAt === startAt ? '' : ` to ${formatInstant(endAt, exact)}`;
  const mark = fault === null ? '' : paint(style, 'good', `  ◀ the labelled ${inWords(fault)}`);
  const alarm = falseAlarm ? paint(style, 'bad', '  ◀ false alarm') : '';
  const head = `${paint(style, severity === 'critical' || severity === 'high' ? 'bad' : 'caution', severity)} ${kind}`;
  return [
    `  ${score.toFixed(2)} ${head}, ${start}${until}${mark}${alarm}`,
    ...[explanation, ...(contributionSummary === null ? [] : [contributionSummary])].flatMap((words) =>
      wrap(words, style.columns - 20).map((line) => paint(style, 'quiet', `       ${line}`)),
    ),
  ];
}

/** @param {string} kind */
const inWords = (kind) => kind.replaceAll('-', ' ');
