import { detectSeries } from '../../../functions/lib/detection/index.js';

/**
 * Scores of our detector for each row, as `npm run detect` prints them: 0 where a value is missing.
 *
 * @param {import('./labelled-rows.mjs').LabelledSeries} series
 * @returns {number[]}
 */
export function scoreSeries({ timestamps, values }) {
  const known = values.flatMap((value, row) =>
    value === null || !Number.isFinite(value)
      ? []
      : [{ row, at: Math.floor(1_000 * (timestamps[row] ?? 0)), value }],
  );
  const scores = values.map(() => 0);
  detectSeries(known).alertScores.forEach((score, index) => {
    scores[known[index]?.row ?? 0] = score;
  });
  return scores;
}
