import { alertLines } from './alert-lines.mjs';
import { messageLines } from './message-lines.mjs';
import { overview } from './overview.mjs';
import { seriesSection } from './series-section.mjs';
import { seriesTable } from './series-table.mjs';
import { plainWhereNeeded } from './terminal-style.mjs';
import { waysIn } from './ways-in.mjs';

/**
 * @typedef {import('../wire.mjs').JobResult} JobResult
 * @typedef {import('../wire.mjs').SeriesResult} SeriesResult
 */

/**
 * The summary that ends the main job: the most telling series with a chart, the others in a table, then alerts and
 * where to go from here.
 *
 * @param {JobResult} result
 * @param {Parameters<typeof waysIn>[0]} backend
 * @param {import('./terminal-style.mjs').TerminalStyle} style
 */
export function renderSummary(result, backend, style) {
  const telling = result.series.filter((one) => isTelling(one, result));
  const others = result.series.filter((one) => !telling.includes(one));
  const sections = [
    overview(result, style),
    ...telling.map((one) => seriesSection(one, style)),
    seriesTable(others, style),
    alertLines(result.alerts, style),
    messageLines(result.messages, style),
    waysIn(backend, result.account, style),
  ].filter((lines) => lines.length > 0);
  return plainWhereNeeded(style, `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`);
}

/**
 * Telling is a series in which something happened that is known or alarming, and the only one of its metric.
 *
 * @param {SeriesResult} one
 * @param {JobResult} result
 */
function isTelling({ metric, sample }, { series, alerts }) {
  const alarmed = alerts.some(({ open, metricId }) => open && metricId === metric.metricId);
  const alone = series.filter((other) => other.metric.key === metric.key).length === 1;
  return alarmed || alone || (sample.faults ?? []).length > 0;
}
