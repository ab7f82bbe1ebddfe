import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildFunctions } from '../setup/build-functions.mjs';

await buildFunctions();
const { detectTask } = await import('./detect-task.mjs');
const { detectSeries } = await import('../../functions/lib/detection/index.js');

const startMs = Date.UTC(2024, 0, 1);
const hourMs = 3_600_000;
const timestamps = Array.from({ length: 400 }, (_, row) => (startMs + row * hourMs) / 1_000);
/** A wave of the day with a burst of three rows at 300. */
const values = timestamps.map(
  (_, row) =>
    100 + 20 * Math.sin((2 * Math.PI * row) / 24) + ((row * 7) % 11) / 5 + (row >= 300 && row < 303 ? 90 : 0),
);
const series = { file: 'folder/cpu.csv', timestamps, values };

/**
 * @param {object} line
 * @param {Partial<import('./detect-task.mjs').TaskOptions>} [options]
 */
const answer = (line, options) =>
  JSON.parse(detectTask({ line: 7, text: JSON.stringify(line) }, { bands: false, ...options }).output);

test('has a score for each row and the anomalies, as the functions find them', () => {
  const { file, scores, anomalies, ...rest } = answer({ ...series, windows: [] });
  const direct = detectSeries(values.map((value, row) => ({ at: startMs + row * hourMs, value })));
  assert.deepEqual([file, rest], [series.file, {}]);
  assert.deepEqual(scores, direct.alertScores);
  const { rarity } = answer(series, { rarity: true });
  assert.deepEqual(
    rarity,
    direct.detections.map(({ score }) => score),
  );
  assert.ok((scores[300] ?? 0) > 0.5);
  assert.equal(anomalies.length, direct.episodes.length);
  const found = anomalies.find((/** @type {{ startRow: number }} */ { startRow }) => startRow === 300);
  const { startAt, peakAt, endAt, ...episode } = direct.episodes.find(
    (one) => one.startAt === startMs + 300 * hourMs,
  ) ?? { startAt: 0, peakAt: 0, endAt: 0 };
  assert.deepEqual(found, {
    startAt: new Date(startAt).toISOString(),
    peakAt: new Date(peakAt).toISOString(),
    endAt: new Date(endAt ?? 0).toISOString(),
    startRow: 300,
    peakRow: (peakAt - startMs) / hourMs,
    endRow: ((endAt ?? 0) - startMs) / hourMs,
    ...episode,
  });
  assert.match(found?.explanation ?? '', /\d/);
});

test('scores no row by what comes after it', () => {
  const whole = answer(series);
  for (const length of [1, 60, 301, 350]) {
    const part = answer({
      ...series,
      timestamps: timestamps.slice(0, length),
      values: values.slice(0, length),
    });
    assert.deepEqual(part.scores, whole.scores.slice(0, length));
  }
});

test('passes over missing values, and gives 0 to them and to rows that come late or twice', () => {
  const row = 120;
  const holed = answer({ ...series, values: values.with(row, /** @type {any} */ (null)) }, { bands: true });
  assert.deepEqual([holed.scores.length, holed.scores[row], holed.expected[row]], [400, 0, null]);
  const whole = answer(series);
  const repeated = answer({
    ...series,
    timestamps: timestamps.toSpliced(row, 0, timestamps[row - 1] ?? 0, timestamps[row - 9] ?? 0),
    values: values.toSpliced(row, 0, 1e6, -1e6),
  });
  assert.deepEqual(repeated.scores.slice(row, row + 2), [0, 0]);
  assert.deepEqual(repeated.scores.toSpliced(row, 2), whole.scores);
  assert.deepEqual(
    repeated.anomalies.map((/** @type {{ startRow: number }} */ { startRow }) => startRow),
    whole.anomalies.map(
      (/** @type {{ startRow: number }} */ { startRow }) => startRow + (startRow < row ? 0 : 2),
    ),
  );
});

test('reads instants in whatever form, and a start with a frequency', () => {
  const { scores } = answer(series);
  const iso = timestamps.map((second) => new Date(second * 1_000).toISOString());
  const forms = [
    { timestamps: iso },
    { timestamps: iso.map((text) => text.slice(0, 19)) },
    { timestamps: timestamps.map((second) => second * 1_000) },
    { timestamps: null, start: '2024-01-01', frequency: 'hourly' },
  ];
  for (const form of forms) assert.deepEqual(answer({ ...series, ...form }).scores, scores);
});

test('adds bands when asked, which hold most rows', () => {
  const { expected, lower, upper } = answer(series, { bands: true });
  assert.equal(expected.length, 400);
  assert.deepEqual([expected[0], lower[0], upper[0]], [null, null, null]);
  const inside = values.filter(
    (value, row) => lower[row] !== null && lower[row] <= value && value <= upper[row],
  );
  assert.ok(inside.length > 300 && inside.length < 400);
});

test('sensitivity, seasons and time zone reach the detector', () => {
  const upper = (/** @type {number} */ sensitivity) =>
    answer(series, { sensitivity, bands: true }).upper[350];
  assert.ok(upper(1) < upper(0));
  assert.notDeepEqual(answer(series, { seasonLengths: [] }).scores, answer(series).scores);
  const across = { ...series, timestamps: timestamps.map((second) => second + 86_400 * 85) };
  assert.notDeepEqual(answer(across, { timeZone: 'Europe/Vienna' }).scores, answer(across).scores);
});

test('an empty series has no scores', () => {
  assert.deepEqual(answer({ id: 3, timestamps: [], values: [] }), { id: 3, scores: [], anomalies: [] });
});

for (const [line, error] of /** @type {[object, RegExp][]} */ ([
  [{ timestamps, values }, /"file" or "id"/],
  [{ ...series, values: 'none' }, /"values" must be an array/],
  [{ ...series, values: values.with(3, /** @type {any} */ ('x')) }, /"values"\[3\]/],
  [{ ...series, timestamps: timestamps.slice(1) }, /399 and 400/],
  [{ ...series, timestamps: timestamps.with(5, /** @type {any} */ ('soon')) }, /"timestamps"\[5\]/],
  [{ file: 'a', values }, /"timestamps" must be an array/],
  [{ file: 'a', values, start: 'now', frequency: 'daily' }, /"start"/],
  [{ file: 'a', values, start: '2024-01-01' }, /"frequency"/],
])) {
  test(`refuses a line by naming its field: ${error.source}`, () => {
    const told = answer(line);
    assert.deepEqual(told, { line: 7, ...('file' in line ? { file: line.file } : {}), error: told.error });
    assert.match(told.error, error);
  });
}

test('tells what is no JSON object, and CSV without instants', () => {
  for (const text of ['{"id":', '[1]', 'null']) {
    const { line, error } = JSON.parse(detectTask({ line: 2, text }, { bands: false }).output);
    assert.equal(line, 2);
    assert.match(error, /JSON/);
  }
  const counted = { line: 2, series: { id: 's', values: [1, 2], steps: [1, 2] } };
  assert.match(detectTask(counted, { bands: false }).output, /"id":"s".*timestamp/);
});
