import { forecastOrigins } from '../../functions/lib/alerting/rehearsal/forecast-origins.js';
import { reportRehearsal } from '../../functions/lib/alerting/rehearsal/report-rehearsal.js';
import { selects } from '../../functions/lib/alerting/subject.js';
import { horizonMax } from '../../functions/lib/contracts/level.js';
import { forecastAt } from '../../functions/lib/pipeline/rehearsal/forecast-at.js';
import { rehearsedDetector } from '../../functions/lib/pipeline/rehearsal/rehearsed-detector.js';
import { UsageError } from '../forecast/errors.mjs';
import { ownThread } from '../forecast/own-thread.mjs';
import { readTasks } from '../forecast/read-tasks.mjs';
import { readSeries } from './read-series.mjs';
import { summaryOf } from './summary-of.mjs';
import { timelineLine } from './timeline-line.mjs';

/**
 * @typedef {import('./read-series.mjs').FileSeries} FileSeries
 * @typedef {import('../../functions/lib/alerting/rehearsal/rehearsal.js').Rehearsal} Rehearsal
 * @typedef {import('../../functions/lib/alerting/rehearsal/rehearsal.js').RehearsedSeries} RehearsedSeries
 *
 * Where a run reads and writes.
 *
 * @typedef {{ chunks: AsyncIterable<Uint8Array>, write: (line: string) => Promise<void>,
 *   progress: import('../start/progress.mjs').Progress | undefined }} Surroundings
 */

/** A rule of a file has no id. */
const ruleId = 'rule';

/**
 * Rehearses a rule over the series of the input and writes the timeline, or its totals.
 *
 * @param {import('./parse-options.mjs').Options} options
 * @param {import('./read-parts.mjs').Parts} parts
 * @param {Surroundings} surroundings
 * @returns {Promise<{ failed: number, notes: string[] }>} number of error lines, and what is to be said besides
 */
export async function runRehearsal(options, parts, { chunks, write, progress }) {
  const { series: read, failed } = await readSeries(readTasks(chunks, options), write);
  const found = read.map((one) => rehearsed(one, parts, options));
  const chosen = found.filter((one) => one !== undefined);
  const passedOver = found.length - chosen.length;
  const notes = passedOver === 0 ? [] : [`${passedOver} series are not those that the rule selects.`];
  const range = rangeOf(chosen, parts);
  if (range === undefined) return { failed, notes };
  const ready = await withForecasts(chosen, range, { options, parts, progress });
  const { rule, policies, silences, inhibitions } = parts;
  const report = reportRehearsal({
    ...{ ruleId, rule, policies, silences, inhibitions, others: [], ...range },
    series: ready,
    channels: channelsOf(parts),
  });
  const names = new Map(read.map(({ id }) => [String(id), id]));
  if (options.summary) await write(JSON.stringify(summaryOf(report, { ...range, names })));
  else for (const entry of report.timeline) await write(timelineLine(entry, names));
  progress?.clear();
  return { failed, notes };
}

/**
 * The series with what looks at it; undefined where the rule does not select it. What a line does not say is taken to be
 * what the rule asks for.
 *
 * @param {FileSeries} series
 * @param {import('./read-parts.mjs').Parts} parts
 * @param {import('./parse-options.mjs').Options} options
 * @returns {RehearsedSeries | undefined}
 */
function rehearsed(
  { id, points, ...line },
  { rule, selector },
  { timeZone, sensitivity = 0.5, seasonLength },
) {
  const asked = selector !== null && 'metric' in selector ? selector : undefined;
  const metricId = String(id);
  const metric = {
    key: line.metric ?? asked?.metric ?? metricId,
    labels: line.labels ?? (selector === null ? {} : (asked?.labels ?? {})),
    unit: line.unit ?? null,
  };
  if (selector !== null && !selects(selector, { metricId, metric })) return undefined;
  const settings = {
    ...{ enabled: true, sensitivity, timeZone: timeZone ?? null },
    seasonLengths: seasonLength === undefined ? null : [seasonLength],
  };
  const detect =
    rule.condition.type === 'anomaly'
      ? rehearsedDetector({ metricId, metric, settings, lessons: [] })
      : undefined;
  return { metricId, metric, points, timeZone, detect };
}

/**
 * From the first point on, to the last, where nothing else is asked for.
 *
 * @param {readonly RehearsedSeries[]} series
 * @param {{ from?: Date | undefined, to?: Date | undefined }} asked
 */
function rangeOf(series, { from, to }) {
  const ends = series.flatMap(({ points }) => [points[0]?.at ?? [], points.at(-1)?.at ?? []].flat());
  if (ends.length === 0) return undefined;
  const [first, last] = ends.reduce(
    ([low, high], at) => [Math.min(low ?? at, at), Math.max(high ?? at, at)],
    [...ends.slice(0, 1), ...ends.slice(0, 1)],
  );
  return { from: from ?? new Date(first ?? 0), to: to ?? new Date(last ?? 0) };
}

/**
 * Makes the forecasts of a rule on forecasts, one after the other: they are what takes time.
 *
 * @param {readonly RehearsedSeries[]} series
 * @param {{ from: Date, to: Date }} range
 * @param {{ options: import('./parse-options.mjs').Options, parts: import('./read-parts.mjs').Parts,
 *   progress: import('../start/progress.mjs').Progress | undefined }} asked
 * @returns {Promise<readonly RehearsedSeries[]>}
 */
async function withForecasts(series, range, { options, parts, progress }) {
  const { condition } = parts.rule;
  if (condition.type !== 'forecast-breach') return series;
  const { forecastEvery: every, seasonLength, timeZone } = options;
  const plan = { ...range, withinSeconds: condition.withinSeconds, every, seasonLength };
  const planned = series.map((one) => ({ one, origins: forecastOrigins(one.points, plan) }));
  const total = planned.reduce((sum, { origins }) => sum + origins.length, 0);
  const engine = {
    ...{ model: /** @type {const} */ ('auto'), ...(timeZone === undefined ? {} : { timeZone }) },
    ...(seasonLength === undefined ? {} : { seasonLengths: [seasonLength] }),
  };
  const thread = ownThread(
    (/** @type {{ one: RehearsedSeries, origin: { index: number, horizon: number } }} */ { one, origin }) => {
      if (origin.horizon > horizonMax)
        throw new UsageError(
          `The window of the rule is ${origin.horizon} steps of "${one.metricId}"; a forecast has ${horizonMax} at the most.`,
        );
      return forecastAt({ ...one, options: engine }, origin);
    },
  );
  let done = 0;
  const ready = [];
  for (const { one, origins } of planned) {
    const forecasts = new Map();
    for (const origin of origins) {
      forecasts.set(origin.index, await thread.run({ one, origin }));
      done += 1;
      progress?.update(`${done} of ${total} forecasts`);
    }
    ready.push({ ...one, forecast: (/** @type {number} */ index) => forecasts.get(index) });
  }
  return ready;
}

/**
 * Every channel that is named is there, and enabled.
 *
 * @param {import('./read-parts.mjs').Parts} parts
 * @returns {Rehearsal['channels']}
 */
function channelsOf({ rule, policies }) {
  const routes = [
    ...(rule.notify === null ? [] : [rule.notify]),
    ...policies.map(({ policy }) => policy.notify),
  ];
  const ids = routes.flatMap(({ channels, escalation }) => [
    ...channels,
    ...escalation.flatMap((step) => step.channels),
  ]);
  return [...new Set(ids)].map((channelId) => ({
    channelId,
    status: 'enabled',
    knowsAcknowledgement: false,
  }));
}
