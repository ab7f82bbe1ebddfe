import {
  createDetector,
  createGate,
  restoreDetector,
  restoreGate,
} from '../../../functions/lib/detection/index.js';
import { anomalyKinds, spanOf } from './anomaly-kinds.mjs';
import { diceOf } from './dice.mjs';
import { alertRows, cooldownRows, eventCounts } from './event-scores.mjs';
import { labelledRows } from './labelled-rows.mjs';
import { robustNoise } from './robust-noise.mjs';

/**
 * An anomaly that was put into a series: `delay` in rows from its first (of a hole: from the first row behind it) to the
 * alert; undefined where none came.
 *
 * @typedef {import('./base-series.mjs').BaseSeries} BaseSeries
 * @typedef {{ detector: import('../../../functions/lib/detection/index.js').StoredState,
 *   gate: import('../../../functions/lib/detection/index.js').GateState }} State
 * @typedef {{ kind: string, size: number, delay: number | undefined }} Case
 *
 * @typedef {{ family: string, name: string, rows: number, cases: Case[],
 *   events: import('./event-scores.mjs').EventCounts }} BaseResult `rows` that were judged
 */

/** Rows after an anomaly in which an alert still counts for it. */
export const graceRows = 3;
/** From this share of a series on anomalies are put in: a detector may have seen four weeks of ten. */
const firstShare = 0.4;

/**
 * Runs the detector over a clean series, then, from where it stood, over each anomaly put in at each place: one at a time,
 * so that none hides another. Places where the clean series itself raises an alert are passed over.
 *
 * @param {BaseSeries} base
 * @param {{ threshold: number, places: number, seed: number }} options
 * @returns {BaseResult}
 */
export function injectedCases(base, { threshold, places, seed }) {
  const dice = diceOf(seed);
  const span = spanOf(base.season);
  const noise = robustNoise(base.values, base.noiseLag);
  const chosen = placesOf(base, places, dice);
  const { scores, states } = cleanRun(base, new Set(chosen));
  const labels = labelledRows(base);
  const alerts = alertRows(scores, threshold, 0);
  /** @type {Case[]} */
  const cases = [];
  for (const { row, state } of states) {
    for (const { kind, sizes, make } of anomalyKinds) {
      for (const size of sizes) {
        const values = make(size, { base, row, noise, span, dice });
        if (values === undefined) continue;
        const end = row + values.length + graceRows;
        const busy = alerts.some((alert) => alert >= row - cooldownRows && alert < end);
        if (busy || end > base.values.length || overlaps(labels.windowOf, row, end)) continue;
        const delay = delayOf(state, base, { row, values, end }, threshold);
        cases.push({ kind, size, delay });
      }
    }
  }
  const { family, file: name } = base;
  return {
    ...{ family, name, cases, rows: labels.length - labels.from },
    events: eventCounts(labels, scores, threshold),
  };
}

/**
 * @param {BaseSeries} base
 * @param {number} count
 * @param {import('./dice.mjs').Dice} dice
 */
function placesOf({ values, season }, count, dice) {
  const first = Math.max(Math.ceil(firstShare * values.length), season + 1);
  const last = values.length - spanOf(season) - graceRows;
  return Array.from({ length: count }, () => first + Math.floor(dice.uniform() * (last - first)));
}

/**
 * @param {BaseSeries} base
 * @param {ReadonlySet<number>} places
 */
function cleanRun({ timestamps, values }, places) {
  const detector = createDetector();
  const gate = createGate();
  /** @type {{ row: number, state: State }[]} */
  const states = [];
  const scores = values.map((value, row) => {
    if (places.has(row))
      states.push({ row, state: { detector: detector.serialise(), gate: gate.serialise() } });
    return scoreOf(detector, gate, timestamps[row] ?? 0, value);
  });
  return { scores, states };
}

/**
 * The score of a point as an alert. Of a hole the values know nothing: there it is the rarity with which an episode begins.
 *
 * @param {import('../../../functions/lib/detection/index.js').Detector} detector
 * @param {import('../../../functions/lib/detection/index.js').Gate} gate
 * @param {number} seconds
 * @param {number} value
 */
function scoreOf(detector, gate, seconds, value) {
  const detection = detector.update(1_000 * seconds, value);
  const begins = gate.push(detection).some(({ startAt }) => startAt === detection.at);
  return begins && detection.kind === 'missing' ? detection.score : gate.alertScore;
}

/**
 * @param {Int32Array} windowOf
 * @param {number} from
 * @param {number} end
 */
const overlaps = (windowOf, from, end) => windowOf.subarray(from, end).some((place) => place >= 0);

/**
 * @param {State} state
 * @param {BaseSeries} base
 * @param {{ row: number, values: readonly (number | null)[], end: number }} anomaly
 * @param {number} threshold
 */
function delayOf(state, base, { row, values, end }, threshold) {
  const detector = restoreDetector(state.detector);
  const gate = restoreGate(state.gate);
  let seen = 0;
  for (let at = row; at < end; at += 1) {
    const value = at - row < values.length ? (values[at - row] ?? null) : (base.values[at] ?? null);
    if (value === null) continue;
    if (scoreOf(detector, gate, base.timestamps[at] ?? 0, value) >= threshold) return seen;
    seen += 1;
  }
  return undefined;
}
