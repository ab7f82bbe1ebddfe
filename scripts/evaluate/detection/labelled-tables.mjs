import path from 'node:path';
import { UsageError } from '../../forecast/errors.mjs';
import { standardError } from './bootstrap.mjs';
import { bestEventF1, eventCounts, eventMeasures, summedCounts } from './event-scores.mjs';
import { labelledRows } from './labelled-rows.mjs';
import { bestNabScore, nabProfiles, normalisedNabScore, rawNabScore } from './nab-score.mjs';
import { readJsonLines, readLabelled } from './read-labelled.mjs';
import { scoreSeries } from './score-series.mjs';
import { vusPr } from './vus-pr.mjs';

/**
 * One series with all that is summed up or averaged.
 *
 * @typedef {{ series: import('./labelled-rows.mjs').LabelledRows, scores: number[], raw: number,
 *   events: import('./event-scores.mjs').EventCounts, vus: number }} ScoredSeries
 */

/**
 * How well labelled series are detected, a row for each file: at a threshold that was fixed before, with standard errors
 * over series, and for comparison at the best threshold for this very file.
 *
 * @param {readonly string[]} files
 * @param {{ threshold: number, scoresFile?: string | undefined, perSeries?: boolean | undefined }} options scores of another
 * detector in the place of ours; whether each series gets a row of its own, too
 * @returns {import('../../bench/table.mjs').Table[]}
 */
export function labelledTables(files, { threshold, scoresFile, perSeries = false }) {
  const foreign = scoresFile === undefined ? undefined : readScores(scoresFile);
  const scored = files.map((file) => ({
    name: path.basename(file),
    all: readLabelled(file).map((one) => scoreOne(one, threshold, foreign)),
  }));
  const columns = ['data', 'series', 'windows', 'NAB', 'event F1', 'precision', 'recall'];
  return [
    {
      title: `Detection on labelled series at the threshold ${threshold}, with standard errors over series`,
      columns: [...columns, 'false alerts a series and week', 'VUS-PR', 'best F1', 'at'],
      rows: scored.map(({ name, all }) => [name, ...measuresOf(all)]),
    },
    {
      title: 'NAB by profile, at the same threshold and at the best one for these very series',
      columns: ['data', 'profile', 'NAB', 'best', 'at'],
      rows: scored.flatMap(({ name, all }) =>
        Object.entries(nabProfiles).map(([profile, weights]) => {
          const raw = all.map(({ series, scores }) => rawNabScore(series, scores, threshold, weights));
          const windows = all.reduce((sum, { series }) => sum + series.windows.length, 0);
          const best = bestNabScore(all, weights);
          return [
            ...[name, profile],
            +normalisedNabScore(sumOf(raw), windows, weights).toFixed(3),
            ...[+best.score.toFixed(3), +best.threshold.toFixed(4)],
          ];
        }),
      ),
    },
    ...(perSeries ? scored.map(({ name, all }) => seriesTable(name, all)) : []),
  ];
}

/**
 * @param {string} name
 * @param {readonly ScoredSeries[]} scored
 * @returns {import('../../bench/table.mjs').Table}
 */
function seriesTable(name, scored) {
  return {
    title: `${name}, series by series`,
    columns: ['series', 'windows', 'found', 'false alerts', 'weeks', 'NAB, raw', 'VUS-PR'],
    rows: scored.map(({ series, events, raw, vus }) => [
      series.name,
      ...[events.windows, events.found, events.falseAlerts, +events.weeks.toFixed(2)],
      ...[+raw.toFixed(3), Number.isNaN(vus) ? '' : +vus.toFixed(3)],
    ]),
  };
}

/** @param {readonly number[]} numbers */
const sumOf = (numbers) => numbers.reduce((sum, value) => sum + value, 0);

/**
 * @param {string} file
 * @returns {Map<string, number[]>}
 */
function readScores(file) {
  return new Map(readJsonLines(file).map(({ file: name, id, scores }) => [String(name ?? id), scores]));
}

/**
 * @param {import('./labelled-rows.mjs').LabelledSeries} one
 * @param {number} threshold
 * @param {Map<string, number[]> | undefined} foreign
 * @returns {ScoredSeries}
 */
function scoreOne(one, threshold, foreign) {
  const series = labelledRows(one);
  const scores = foreign === undefined ? scoreSeries(one) : foreign.get(one.file);
  if (scores?.length !== series.length)
    throw new UsageError(`${one.file}: expected ${series.length} scores, found ${scores?.length ?? 'none'}`);
  return {
    series,
    scores,
    raw: rawNabScore(series, scores, threshold),
    events: eventCounts(series, scores, threshold),
    vus: vusPr(series, scores),
  };
}

/** @param {readonly ScoredSeries[]} scored */
function measuresOf(scored) {
  const nab = (/** @type {readonly ScoredSeries[]} */ all) =>
    normalisedNabScore(
      sumOf(all.map(({ raw }) => raw)),
      sumOf(all.map(({ series }) => series.windows.length)),
    );
  const events = (/** @type {readonly ScoredSeries[]} */ all) =>
    eventMeasures(summedCounts(all.map((one) => one.events)));
  const vus = (/** @type {readonly ScoredSeries[]} */ all) => {
    const known = all.map((one) => one.vus).filter((value) => !Number.isNaN(value));
    return sumOf(known) / known.length;
  };
  const told = (/** @type {(all: readonly ScoredSeries[]) => number} */ measure, digits = 3) =>
    `${measure(scored).toFixed(digits)} ± ${standardError(scored, measure).toFixed(digits)}`;
  const bestF1 = bestEventF1(scored);
  return [
    scored.length,
    sumOf(scored.map(({ series }) => series.windows.length)),
    told(nab, 1),
    told((all) => events(all).f1),
    told((all) => events(all).precision),
    told((all) => events(all).recall),
    told((all) => events(all).falseAlertsAWeek),
    told(vus),
    +bestF1.f1.toFixed(3),
    +bestF1.threshold.toFixed(4),
  ];
}
