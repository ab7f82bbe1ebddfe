import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelledRows } from './labelled-rows.mjs';
import { bestNabScore, nabProfiles, normalisedNabScore, rawNabScore } from './nab-score.mjs';

/** A hundred rows a second apart, windows at 40 to 49 and 70 to 79; the first 15 are probation. */
const series = labelledRows({
  file: 'a',
  timestamps: Array.from({ length: 100 }, (_, row) => row),
  windows: [
    [69.5, 79],
    [40, 49.5],
  ],
});

/** @type {(...rows: number[]) => number[]} of rows that are detected, and the others */
const scores = (...rows) => Array.from({ length: 100 }, (_, row) => (rows.includes(row) ? 0.9 : 0.1));
const raw = (/** @type {number[]} */ ...rows) => rawNabScore(series, scores(...rows), 0.5);
/** The scaled sigmoid of the paper: 2 / (1 + e^5y) - 1. */
const sigmoid = (/** @type {number} */ y) => 2 / (1 + Math.exp(5 * y)) - 1;
const close = (/** @type {number} */ a, /** @type {number} */ b) =>
  assert.ok(Math.abs(a - b) < 1e-12, `${a} ${b}`);

test('knows windows by rows, and leaves out the probation of at most 750 rows', () => {
  assert.deepEqual(
    [series.from, series.windows],
    [
      15,
      [
        [40, 49],
        [70, 79],
      ],
    ],
  );
  const long = labelledRows({
    file: 'b',
    timestamps: Array.from({ length: 9_000 }, (_, row) => row),
    windows: [],
  });
  assert.equal(long.from, 750);
});

test('silence is worth 0, perfection 100', () => {
  assert.equal(normalisedNabScore(raw(), 2), 0);
  assert.equal(normalisedNabScore(raw(40, 70), 2), 100);
});

test('weighs a detection by its place in the window, and only the earliest', () => {
  close(raw(49), sigmoid(-0.1) / sigmoid(-1) - 1);
  close(raw(45, 49), sigmoid(-0.5) / sigmoid(-1) - 1);
});

test('a false alarm costs the more the farther it lies behind the window before it', () => {
  const silent = raw();
  close(raw(20), silent - 0.11);
  close(raw(51), silent + 0.11 * sigmoid(2 / 9));
  close(raw(99), silent + 0.11 * sigmoid(20 / 9));
  assert.equal(raw(3), silent);
  close(rawNabScore(series, scores(20), 0.5, nabProfiles['reward low FP']), silent - 0.22);
});

test('finds the threshold that is best for all series together', () => {
  const mixed = scores().with(40, 0.8).with(72, 0.7).with(20, 0.75).with(60, 0.65);
  const { score, threshold } = bestNabScore([{ series, scores: mixed }]);
  assert.equal(threshold, 0.7);
  close(score, normalisedNabScore(rawNabScore(series, mixed, 0.7), 2));
  for (const other of [0.65, 0.75, 0.8])
    assert.ok(rawNabScore(series, mixed, other) < rawNabScore(series, mixed, 0.7));
});
