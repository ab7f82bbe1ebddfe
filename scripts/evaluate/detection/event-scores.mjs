/**
 * Precision and recall of events, by alerts and without point adjustment (which flatters: Kim et al., Towards a rigorous
 * evaluation of time-series anomaly detection, AAAI 2022). The first row with at least the threshold raises an alert,
 * followed by `cooldownRows` of silence; a row after these raises another. An alert outside every window is false; a
 * window is found by an alert in it, further ones cost nothing.
 *
 * @typedef {import('./labelled-rows.mjs').LabelledRows} LabelledRows
 * @typedef {{ windows: number, found: number, falseAlerts: number, weeks: number }} EventCounts
 */

/** An hour of five-minute points. */
export const cooldownRows = 12;

/**
 * Rows that raise an alert, from `from` on.
 *
 * @param {readonly number[]} scores
 * @param {number} threshold
 * @param {number} from
 */
export function alertRows(scores, threshold, from) {
  const alerts = [];
  for (let row = from; row < scores.length; row += 1) {
    if ((scores[row] ?? 0) < threshold) continue;
    alerts.push(row);
    row += cooldownRows;
  }
  return alerts;
}

/**
 * Counts of one series.
 *
 * @param {LabelledRows} series
 * @param {readonly number[]} scores
 * @param {number} threshold
 * @returns {EventCounts}
 */
export function eventCounts({ windows, windowOf, from, weeks }, scores, threshold) {
  const places = alertRows(scores, threshold, from).map((row) => windowOf[row] ?? -1);
  return {
    windows: windows.filter(([, last]) => last >= from).length,
    found: new Set(places.filter((place) => place >= 0)).size,
    falseAlerts: places.filter((place) => place < 0).length,
    weeks,
  };
}

/**
 * What counts that were summed up mean; a ratio of nothing to nothing is NaN, F1 then 0.
 *
 * @param {EventCounts} counts
 */
export function eventMeasures({ windows, found, falseAlerts, weeks }) {
  const precision = found / (found + falseAlerts);
  const recall = found / windows;
  const sum = precision + recall;
  return {
    precision,
    recall,
    f1: sum > 0 ? (2 * precision * recall) / sum : 0,
    falseAlertsAWeek: falseAlerts / weeks,
  };
}

/**
 * @param {readonly EventCounts[]} counts
 * @returns {EventCounts}
 */
export function summedCounts(counts) {
  const total = { windows: 0, found: 0, falseAlerts: 0, weeks: 0 };
  for (const one of counts) {
    total.windows += one.windows;
    total.found += one.found;
    total.falseAlerts += one.falseAlerts;
    total.weeks += one.weeks;
  }
  return total;
}

/** Thresholds that `bestEventF1` tries, and the share of rows that the lowest of them flags. */
const candidates = 400;
const flaggedMax = 0.2;

/**
 * The best F1 that any one threshold gives to all series together. Thresholds are scores of the rows, from the highest
 * down to the one that a fifth of the rows reach, their ranks equally spaced in the logarithm.
 *
 * @param {readonly { series: LabelledRows, scores: readonly number[] }[]} all
 */
export function bestEventF1(all) {
  const judged = Float64Array.from(all.flatMap(({ series, scores }) => scores.slice(series.from))).sort();
  const ranks = Array.from({ length: candidates }, (_, index) =>
    Math.floor((flaggedMax * judged.length) ** (index / (candidates - 1))),
  );
  const thresholds = new Set(ranks.map((rank) => judged.at(-1 - rank) ?? 0));
  let best = { f1: 0, threshold: Number.POSITIVE_INFINITY };
  for (const threshold of thresholds) {
    const counts = all.map(({ series, scores }) => eventCounts(series, scores, threshold));
    const { f1 } = eventMeasures(summedCounts(counts));
    if (f1 > best.f1) best = { f1, threshold };
  }
  return best;
}
