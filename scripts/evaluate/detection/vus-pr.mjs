/** Widest buffer around a window, in rows; and how many widths up to it, besides 0, are averaged. */
const bufferMax = 100;
const widths = 8;
const thresholdCount = 250;

/**
 * Volume under the surface of precision and recall: Paparrizos, Boniol, Palpanas, Tsay, Elmore and Franklin, Volume under
 * the surface, PVLDB 15(11), 2022. For each buffer width `l` the labels get slopes of √(1 - d/l) over l/2 rows on both
 * sides of a window; precision and recall weigh rows by these soft labels, and recall also by the share of windows that
 * were touched at all. The areas under the curve of each width are averaged. No threshold is chosen.
 *
 * @param {import('./labelled-rows.mjs').LabelledRows} series
 * @param {readonly number[]} scores
 * @returns {number} in [0, 1]; NaN without a window behind the probation
 */
export function vusPr({ from, length, windows }, scores) {
  const judged = scores.slice(from);
  const real = windows
    .filter(([, last]) => last >= from)
    .map(([first, last]) => /** @type {const} */ ([Math.max(0, first - from), last - from]));
  if (real.length === 0) return Number.NaN;
  const order = Array.from(judged.keys()).sort((a, b) => (judged[b] ?? 0) - (judged[a] ?? 0));
  const last = order.length - 1;
  const thresholds = Array.from(
    { length: thresholdCount + 1 },
    (_, index) => judged[order[Math.round((index * last) / thresholdCount)] ?? 0] ?? 0,
  );
  let sum = 0;
  for (let step = 0; step <= widths; step += 1) {
    const labels = softLabels(real, length - from, Math.round((bufferMax * step) / widths));
    const rows = real.reduce((total, [first, end]) => total + end - first + 1, 0);
    sum += areaUnderCurve({ judged, order, thresholds, labels, rows });
  }
  return sum / (widths + 1);
}

/**
 * @param {readonly (readonly [number, number])[]} windows
 * @param {number} length
 * @param {number} width
 */
function softLabels(windows, length, width) {
  const labels = new Float64Array(length);
  const raise = (/** @type {number} */ row, /** @type {number} */ label) => {
    if (row >= 0 && row < length) labels[row] = Math.max(labels[row] ?? 0, label);
  };
  for (const [first, last] of windows) {
    labels.fill(1, first, last + 1);
    for (let distance = 1; distance <= width >> 1; distance += 1) {
      const label = Math.sqrt(1 - distance / width);
      raise(first - distance, label);
      raise(last + distance, label);
    }
  }
  return labels;
}

/**
 * @param {{ judged: readonly number[], order: readonly number[], thresholds: readonly number[], labels: Float64Array,
 *   rows: number }} curve `order` of rows by falling score; `rows` that are labelled without a buffer
 */
function areaUnderCurve({ judged, order, thresholds, labels, rows }) {
  const events = eventsOf(labels);
  const touched = new Set();
  const positive = (rows + labels.reduce((sum, label) => sum + label, 0)) / 2;
  let [flagged, weight, recall, area] = [0, 0, 0, 0];
  for (const threshold of thresholds) {
    for (
      let row = order[flagged];
      row !== undefined && (judged[row] ?? 0) >= threshold;
      row = order[flagged]
    ) {
      weight += labels[row] ?? 0;
      if ((events.of[row] ?? -1) >= 0) touched.add(events.of[row]);
      flagged += 1;
    }
    const reached = Math.min(1, weight / positive) * (touched.size / events.count);
    area += (reached - recall) * (weight / flagged);
    recall = reached;
  }
  return area;
}

/**
 * Unbroken stretches of labels: windows whose buffers meet are one.
 *
 * @param {Float64Array} labels
 */
function eventsOf(labels) {
  let count = 0;
  const of = Int32Array.from(labels, (label, row) => {
    if (label === 0) return -1;
    if (row === 0 || labels[row - 1] === 0) count += 1;
    return count - 1;
  });
  return { of, count };
}
