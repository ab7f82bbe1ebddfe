import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standardError } from './bootstrap.mjs';
import { alertRows, bestEventF1, eventCounts, eventMeasures, summedCounts } from './event-scores.mjs';
import { labelledRows } from './labelled-rows.mjs';
import { vusPr } from './vus-pr.mjs';

const week = 604_800;
const series = labelledRows({
  file: 'a',
  timestamps: Array.from({ length: 1_001 }, (_, row) => (row * week) / 100),
  windows: [
    [5 * week, 5.2 * week],
    [8 * week, 8.1 * week],
  ],
});

/** @type {(...rows: number[]) => number[]} of rows that are detected, and the others */
const scores = (...rows) => Array.from({ length: 1_001 }, (_, row) => (rows.includes(row) ? 0.9 : 0.1));

test('an alert is followed by twelve rows of silence', () => {
  assert.deepEqual(alertRows(scores(10, 11, 22, 23, 40), 0.5, 11), [11, 40]);
  assert.deepEqual(alertRows(scores(10, 11, 22, 23, 40), 0.5, 0), [10, 23, 40]);
});

test('counts windows that were found, false alerts, and the weeks behind the probation', () => {
  const counts = eventCounts(series, scores(20, 300, 505, 519, 700), 0.5);
  assert.deepEqual(counts, { windows: 2, found: 1, falseAlerts: 2, weeks: 8.5 });
  const measures = eventMeasures(summedCounts([counts, counts]));
  assert.deepEqual(
    [measures.precision, measures.recall, measures.f1, measures.falseAlertsAWeek],
    [1 / 3, 1 / 2, 2 / 5, 2 / 8.5],
  );
  assert.equal(eventMeasures(eventCounts(series, scores(), 0.5)).f1, 0);
});

test('finds the best threshold of events', () => {
  const mixed = scores().with(505, 0.8).with(805, 0.7).with(300, 0.6);
  assert.deepEqual(bestEventF1([{ series, scores: mixed }]), { f1: 1, threshold: 0.7 });
});

test('VUS-PR of scores that are all alike is the share of soft labels', () => {
  const judged = 1_001 - series.from;
  const shares = Array.from({ length: 9 }, (_, step) => {
    const width = Math.round((100 * step) / 8);
    let labels = 21 + 11;
    for (let distance = 1; distance <= Math.floor(width / 2); distance += 1)
      labels += 4 * Math.sqrt(1 - distance / width);
    return labels / judged;
  });
  const mean = shares.reduce((sum, share) => sum + share, 0) / 9;
  assert.ok(Math.abs(vusPr(series, scores().fill(0.3)) - mean) < 1e-12);
});

test('VUS-PR ranks better scores higher, and is unknown without a window', () => {
  const place = (/** @type {number} */ row) => (series.windowOf[row] ?? -1) >= 0;
  const perfect = scores().map((_, row) => (place(row) ? 1 : 0));
  const half = perfect.map((score, row) => (row > 700 ? 0 : score));
  const [best, middle, worst] = [perfect, half, perfect.map((score) => 1 - score)].map((s) =>
    vusPr(series, s),
  );
  assert.ok((best ?? 0) > (middle ?? 1) && (middle ?? 0) > (worst ?? 1) && (best ?? 0) > 0.5);
  const clean = labelledRows({ file: 'b', timestamps: [1, 2, 3, 4], windows: [] });
  assert.ok(Number.isNaN(vusPr(clean, [0, 0, 1, 0])));
});

test('the bootstrap gives the standard error of a mean', () => {
  const numbers = Array.from({ length: 100 }, (_, index) => index % 10);
  const mean = (/** @type {readonly number[]} */ all) =>
    all.reduce((sum, value) => sum + value, 0) / all.length;
  const error = standardError(numbers, mean);
  // The standard deviation of 0 … 9 is √8.25; of 1,000 draws the error itself is known to about 2 %.
  assert.ok(Math.abs(error / (Math.sqrt(8.25) / 10) - 1) < 0.1);
  assert.equal(standardError(numbers, mean), error);
});
