import { readFileSync } from 'node:fs';
import { planByCut, planByWeeks, planByYears, replayFaults, replayPoints } from './replay.mjs';
import { parseInstant, parseSampleCsv, parseTable } from './sample-csv.mjs';

/**
 * A file of the manifest, as far as loading needs it.
 *
 * @typedef {{ by: 'weeks' | 'years' | 'cut', stepMs: number, intoFaultMs: number }} Replay
 * @typedef {{ file: string, faults?: { file: string, complete: boolean }, source: string, licence: string,
 *   replay: Replay, metrics: Record<string, { kind: 'gauge' | 'counter' | 'delta', description: string }>,
 *   rows: number }} FileEntry
 * @typedef {{ metric: string, labels: Record<string, string> }} Identity
 * @typedef {Identity & { from: number, to: number, kind: string }} LabelledFault
 * @typedef {ReturnType<typeof parseSampleCsv>} Recorded
 */

const samplesFolder = new URL('../../samples/', import.meta.url);

/**
 * One replayed series. `faults` is there where the sample has labels for this series; `from` and `to` are the first
 * and the last labelled instant. Where `faultsComplete` is true, everything outside of them is known to be clean;
 * where it is false, it is merely not labelled.
 *
 * @typedef {{metric: string, labels: Record<string, string>, unit: string, kind: 'gauge' | 'counter' | 'delta',
 *   description: string, source: string, licence: string, file: string, points: {at: number, value: number}[],
 *   faults?: {from: number, to: number, kind: string}[], faultsComplete?: boolean}} SampleSeries
 */

/**
 * Reads the sample files and replays them as if they ended at `now` (ms UTC): the same `now` gives the same series, and
 * no point lies after it. Throws when a file does not hold the rows that the manifest promises.
 *
 * @param {{now: number}} options
 * @returns {SampleSeries[]}
 */
export function loadSamples({ now }) {
  if (!Number.isFinite(now)) throw new TypeError('now: expected milliseconds since 1970');
  /** @type {{ files: FileEntry[] }} */
  const { files } = JSON.parse(readSampleFile('manifest.json'));
  return files.flatMap((entry) => loadFile(entry, now));
}

/**
 * @param {FileEntry} entry
 * @param {number} now
 * @returns {SampleSeries[]}
 */
function loadFile(entry, now) {
  const recorded = parseSampleCsv(readSampleFile(entry.file));
  const rows = recorded.reduce((sum, { points }) => sum + points.length, 0);
  if (rows !== entry.rows) throw new Error(`${entry.file}: expected ${entry.rows} rows, found ${rows}`);
  const faults = entry.faults ? readFaults(entry.faults.file) : [];
  const plan = planReplay(entry.replay, recorded, faults, now);
  return recorded.map((series) => ({
    metric: series.metric,
    labels: series.labels,
    unit: series.unit,
    ...describeMetric(entry, series.metric),
    source: entry.source,
    licence: entry.licence,
    file: entry.file,
    points: replayPoints(series.points, plan),
    ...describeFaults(entry.faults, faults.filter(belongsTo(series)), plan),
  }));
}

/**
 * @param {FileEntry} entry
 * @param {string} metric
 */
function describeMetric({ file, metrics }, metric) {
  const described = metrics[metric];
  if (described === undefined) throw new Error(`${file}: the manifest does not describe ${metric}`);
  return described;
}

/**
 * All series of a file are moved alike, so that what happened at the same time still does.
 *
 * @param {Replay} replay
 * @param {Recorded} recorded
 * @param {readonly LabelledFault[]} faults
 * @param {number} now
 */
function planReplay(replay, recorded, faults, now) {
  const endAt = Math.max(...recorded.map(({ points }) => points.at(-1)?.at ?? 0));
  switch (replay.by) {
    case 'weeks':
      return planByWeeks({ ...replay, endAt, now });
    case 'years':
      return planByYears({ endAt, now });
    case 'cut':
      return planByCut({ ...replay, faultAt: Math.min(...faults.map(({ from }) => from)), now });
    default:
      throw new Error(`unknown replay: ${replay.by}`);
  }
}

/**
 * @param {string} file
 * @returns {LabelledFault[]}
 */
function readFaults(file) {
  return parseTable(readSampleFile(file)).map(
    ({ metric = '', from = '', to = '', kind = '', ...labels }) => ({
      metric,
      labels,
      from: parseInstant(from),
      to: parseInstant(to),
      kind,
    }),
  );
}

/** @param {Identity} series */
function belongsTo({ metric, labels }) {
  const names = Object.keys(labels);
  return (/** @type {Identity} */ fault) =>
    fault.metric === metric && names.every((name) => fault.labels[name] === labels[name]);
}

/**
 * Without a label a series is clean where the labels are complete, and unknown where they are not.
 *
 * @param {FileEntry['faults']} labelling
 * @param {readonly LabelledFault[]} faults
 * @param {import('./replay.mjs').Plan} plan
 */
function describeFaults(labelling, faults, plan) {
  if (!labelling || (faults.length === 0 && !labelling.complete)) return {};
  return { faults: replayFaults(faults, plan), faultsComplete: labelling.complete };
}

/** @param {string} name */
function readSampleFile(name) {
  return readFileSync(new URL(name, samplesFolder), 'utf8');
}
