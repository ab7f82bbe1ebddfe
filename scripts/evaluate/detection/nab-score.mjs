/**
 * The score of the Numenta Anomaly Benchmark: Lavin and Ahmad, Evaluating real-time anomaly detection algorithms, ICMLA
 * 2015, section III, with the windows, the probation and the weights of its corpus. A series is worth the sum of its
 * detections, each weighted by a sigmoid of its place; only the earliest detection in a window counts, a window without
 * one costs 1. 100 is what a perfect detector gets, 0 one that never speaks.
 *
 * @typedef {import('./labelled-rows.mjs').LabelledRows} LabelledRows
 * @typedef {{ truePositive: number, falseNegative: number, falsePositive: number }} Weights
 */

/** @type {Readonly<Record<'standard' | 'reward low FP' | 'reward low FN', Weights>>} */
export const nabProfiles = {
  standard: { truePositive: 1, falseNegative: 1, falsePositive: 0.11 },
  'reward low FP': { truePositive: 1, falseNegative: 1, falsePositive: 0.22 },
  'reward low FN': { truePositive: 1, falseNegative: 2, falsePositive: 0.11 },
};

/** Distance behind a window, in its widths, from where a false positive costs all it can. */
const farOff = 3;

/** The scaled sigmoid of the paper, in (-1, 1): positive before 0 (the end of a window), -1 far behind it. */
const sigmoid = (/** @type {number} */ y) => (y > farOff ? -1 : 2 / (1 + Math.exp(5 * y)) - 1);

/**
 * What a detection at each row is worth before weights: in a window from 1 at its first row to almost 0 at its last;
 * outside from 0 just behind a window to -1 far behind it, and -1 before the first.
 *
 * @param {LabelledRows} series
 */
export function rowCredits({ length, windows, windowOf }) {
  const credits = new Float64Array(length).fill(-1);
  /** @type {[number, number] | undefined} the last window that began */
  let window;
  for (let row = 0; row < length; row += 1) {
    const place = windowOf[row] ?? -1;
    if (place >= 0) window = windows[place];
    if (window === undefined) continue;
    const [first, last] = window;
    credits[row] =
      place >= 0
        ? sigmoid(-(last - row + 1) / (last - first + 1)) / sigmoid(-1)
        : sigmoid((row - last) / (last - first));
  }
  return credits;
}

/**
 * What the detections of one series are worth: rows with at least the threshold, behind the probation.
 *
 * @param {LabelledRows} series
 * @param {readonly number[]} scores a number for each row
 * @param {number} threshold
 * @param {Weights} [weights]
 */
export function rawNabScore(series, scores, threshold, weights = nabProfiles.standard) {
  const credits = rowCredits(series);
  const best = new Map();
  let raw = 0;
  for (let row = series.from; row < series.length; row += 1) {
    if ((scores[row] ?? 0) < threshold) continue;
    const place = series.windowOf[row] ?? -1;
    const credit = credits[row] ?? 0;
    if (place < 0) raw += weights.falsePositive * credit;
    else best.set(place, Math.max(best.get(place) ?? 0, weights.truePositive * credit));
  }
  for (const credit of best.values()) raw += credit;
  return raw - weights.falseNegative * (series.windows.length - best.size);
}

/**
 * From the sum of raw scores and of windows to the scale on which silence is 0 and perfection is 100.
 *
 * @param {number} raw
 * @param {number} windows
 * @param {Weights} [weights]
 */
export function normalisedNabScore(raw, windows, { truePositive, falseNegative } = nabProfiles.standard) {
  return (100 * (raw + falseNegative * windows)) / ((truePositive + falseNegative) * windows);
}

/**
 * The best score that any one threshold gives to all series together, and that threshold. Rows are let in from the
 * highest score down, so that each is looked at once.
 *
 * @param {readonly { series: LabelledRows, scores: readonly number[] }[]} all
 * @param {Weights} [weights]
 * @returns {{ score: number, threshold: number }}
 */
export function bestNabScore(all, weights = nabProfiles.standard) {
  const rows = all.flatMap(({ series, scores }, index) => {
    const credits = rowCredits(series);
    return Array.from({ length: series.length - series.from }, (_, offset) => {
      const row = series.from + offset;
      const place = series.windowOf[row] ?? -1;
      const window = place < 0 ? undefined : `${index}/${place}`;
      return { score: scores[row] ?? 0, credit: credits[row] ?? 0, window };
    });
  });
  rows.sort((a, b) => b.score - a.score);
  const windows = all.reduce((sum, { series }) => sum + series.windows.length, 0);
  /** @type {Map<string, number>} */
  const found = new Map();
  let raw = -weights.falseNegative * windows;
  let best = { raw, threshold: Number.POSITIVE_INFINITY };
  rows.forEach(({ score, credit, window }, index) => {
    if (window === undefined) raw += weights.falsePositive * credit;
    else {
      const before = found.get(window);
      const now = Math.max(before ?? 0, weights.truePositive * credit);
      raw += before === undefined ? weights.falseNegative + now : now - before;
      found.set(window, now);
    }
    if (score !== rows[index + 1]?.score && raw > best.raw) best = { raw, threshold: score };
  });
  return { score: normalisedNabScore(best.raw, windows, weights), threshold: best.threshold };
}
