import { formatInstant, formatSeries, wrap } from './format.mjs';
import { heading } from './heading.mjs';
import { paint } from './terminal-style.mjs';

/**
 * @typedef {import('../wire.mjs').AlertAnswer} AlertAnswer
 * @typedef {import('./terminal-style.mjs').TerminalStyle} TerminalStyle
 */

const eventsShown = 4;
const secondMs = 1_000;

/** @type {Record<AlertAnswer['state'], import('./terminal-style.mjs').Role>} */
const looks = {
  inactive: 'quiet',
  pending: 'caution',
  firing: 'bad',
  acknowledged: 'caution',
  silenced: 'quiet',
  resolved: 'good',
};

/**
 * The alerts: open ones in full with their timeline, how many are resolved in a line.
 *
 * @param {readonly AlertAnswer[]} alerts
 * @param {TerminalStyle} style
 * @returns {string[]}
 */
export function alertLines(alerts, style) {
  const open = alerts.filter((alert) => alert.open);
  const resolved = alerts.length - open.length;
  return [
    heading('Alerts', style),
    ...open.flatMap((alert) => describe(alert, style)),
    ...(alerts.length === 0 ? ['  none'] : []),
    ...(resolved > 0
      ? [`  ${resolved} more ${resolved === 1 ? 'is' : 'are'} over: GET /v1/alerts?open=false`]
      : []),
  ];
}

/**
 * @param {AlertAnswer} alert
 * @param {TerminalStyle} style
 */
function describe(alert, style) {
  const { state, severity, ruleName, jobName, metricKey, metricId, labels, reason, startedAt, timeline } =
    alert;
  const events = timeline
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .slice(-eventsShown)
    .map(({ at, ...event }) => `${formatInstant(at, secondMs)} ${happened(event)}`);
  return [
    `  ${paint(style, looks[state], `● ${state}`)}  ${paint(style, 'title', ruleName ?? jobName ?? '')} (${severity})`,
    `    ${formatSeries(metricKey ?? metricId ?? '', labels)}, since ${formatInstant(startedAt, secondMs)}`,
    ...wrap(reason, style.columns - 6).map((line) => `    ${line}`),
    ...wrap(events.join('; '), style.columns - 6).map((line) => paint(style, 'quiet', `    ${line}`)),
  ];
}

/**
 * An entry of the timeline in a few words.
 *
 * @param {Pick<AlertAnswer['timeline'][number], 'kind' | 'from' | 'to'>} event
 */
const happened = ({ kind, from, to }) => (kind === 'state' ? `${from} → ${to}` : kind);
