import { alertScoreOf, createDetector } from '../../../functions/lib/detection/index.js';

/**
 * Scores of our detector for each row, as `npm run detect` prints them: 0 where a value is missing.
 *
 * @param {import('./labelled-rows.mjs').LabelledSeries} series
 * @returns {number[]}
 */
export function scoreSeries({ timestamps, values }) {
  const detector = createDetector();
  return values.map((value, row) =>
    value === null || !Number.isFinite(value)
      ? 0
      : alertScoreOf(detector.update(Math.floor(1_000 * (timestamps[row] ?? 0)), value)),
  );
}
