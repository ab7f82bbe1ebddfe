import { formatCount, formatDuration, formatInstant, wrap } from './format.mjs';
import { heading } from './heading.mjs';
import { paint } from './terminal-style.mjs';

/**
 * @typedef {import('../wire.mjs').JobResult} JobResult
 */

/**
 * What was done, in a few lines: ingestion, the scheduled runs, what they cost.
 *
 * @param {JobResult} result
 * @param {import('./terminal-style.mjs').TerminalStyle} style
 * @returns {string[]}
 */
export function overview({ account, ingestion, jobs, series }, style) {
  const { points, rejected, requests, durationMs, byFormat } = ingestion;
  const formats = Object.entries(byFormat).map(([name, count]) => `${formatCount(count)} as ${name}`);
  const forecasts = series.flatMap(({ forecast }) => (forecast === null ? [] : [forecast]));
  const sum = (/** @type {'documentReads' | 'documentWrites'} */ name) =>
    forecasts.reduce((total, { card }) => total + card.cost[name], 0);
  const facts = [
    `${formatCount(points)} points of ${series.length} series ingested in ${requests} requests in ${formatDuration(durationMs)}: ${formats.join(', ')}; ${rejected === 0 ? 'none' : formatCount(rejected)} rejected.`,
    ...jobs.map(({ job, run }) => describeRun(job, run)),
    `The ${forecasts.length} forecasts read ${formatCount(sum('documentReads'))} documents and wrote ${formatCount(sum('documentWrites'))}.`,
    `Organization ${account.organizationId}, signed in as ${account.email}.`,
  ];
  return [
    heading('IntentVision: the main job', style, 'all times UTC'),
    ...facts.flatMap((fact) =>
      wrap(fact, style.columns - 4).map((line, index) => `  ${index > 0 ? '  ' : ''}${line}`),
    ),
    legend(style),
  ];
}

/**
 * What is what in the charts.
 *
 * @param {import('./terminal-style.mjs').TerminalStyle} style
 */
function legend(style) {
  const [observed, expected, band, now] = style.unicode ? ['⠒⠒', '⠒⠒', '░░', '┴'] : ['**', '++', '::', '+'];
  const parts = [
    `${paint(style, 'history', observed)} observed, up to ${now}`,
    `${paint(style, 'forecast', expected)} forecast`,
    `${paint(style, 'band', band)} its narrower interval`,
  ];
  return `  Charts: ${parts.join(', ')}.`;
}

/**
 * @param {JobResult['jobs'][number]['job']} job
 * @param {JobResult['jobs'][number]['run']} run
 */
function describeRun({ spec }, run) {
  const made = run.outcomes.filter(({ outcome }) => outcome === 'forecast').length;
  const took = run.durationMs === null ? '' : ` in ${formatDuration(run.durationMs)}`;
  return `Job "${spec.name}" (${spec.schedule}) ran by ${run.trigger} at ${formatInstant(run.scheduledFor)}: ${made} of ${run.outcomes.length} series forecast${took}.`;
}
