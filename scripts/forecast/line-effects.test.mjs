import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildFunctions } from '../setup/build-functions.mjs';

await buildFunctions();
const { forecastTask } = await import('./forecast-task.mjs');

const options = { model: /** @type {const} */ ('auto'), levels: [80, 95] };
const on = Array.from({ length: 130 }, (_, day) => (day % 9 === 4 || day % 13 === 2 ? 1 : 0));
const values = on.map((one, day) => 100 + 12 * Math.sin(day * day) + 5 * (day % 7) + 70 * one);
const horizon = 10;
const known = values.length - horizon;
const promotion = { name: 'promotion', history: on.slice(0, known), future: on.slice(known) };
const line = { id: 'a', values: values.slice(0, known), horizon, frequency: 'daily', seasonLength: 7 };

/**
 * @param {object} series
 * @param {Partial<import('./forecast-task.mjs').TaskOptions>} [more]
 */
const answer = (series, more) =>
  JSON.parse(forecastTask({ line: 7, text: JSON.stringify(series) }, { ...options, ...more }).output);

/** @param {{ mean: number[], contributions: { values: number[] }[] }} forecast */
function assertAddsUp({ mean, contributions }) {
  for (const [step, value] of mean.entries()) {
    const sum = contributions.reduce((total, one) => total + (one.values[step] ?? 0), 0);
    assert.ok(Math.abs(sum - value) < 1e-6);
  }
}

test('explains a series by a regressor of its line, and says what it adds to each step', () => {
  const forecast = answer({ ...line, regressors: [promotion] });
  const part = forecast.contributions.find(
    (/** @type {{ name: string }} */ { name }) => name === 'promotion',
  );
  const [first = 0, ...others] = part.values;
  for (const [index, value] of others.entries()) {
    const more = (promotion.future[index + 1] ?? 0) - (promotion.future[0] ?? 0);
    assert.ok(Math.abs(value - first - 70 * more) < 12);
  }
  assertAddsUp(forecast);
  assert.deepEqual(
    forecast.model.explanation.coefficients.map((/** @type {{ name: string }} */ { name }) => name),
    ['promotion'],
  );
});

test('takes what is known of a regressor beside gaps at the end as known ahead', () => {
  const whole = answer({ ...line, regressors: [promotion] });
  const open = answer({
    ...line,
    values: [...line.values, null, null],
    horizon: horizon - 2,
    regressors: [{ ...promotion, history: on.slice(0, known + 2), future: on.slice(known + 2) }],
  });
  assert.deepEqual(open.mean, whole.mean.slice(2));
  assert.deepEqual(open.contributions[0].values, whole.contributions[0].values.slice(2));
});

test('knows holidays of a country, from the line or the command line, where the series has dates', () => {
  const start = Date.UTC(2026, 7, 1);
  const closed = new Set(['2026-08-15', '2026-10-26', '2026-11-01']);
  const sales = Array.from({ length: 120 }, (_, day) =>
    closed.has(new Date(start + day * 86_400_000).toISOString().slice(0, 10))
      ? 0
      : 50 + (day % 7) * 4 + (day % 5),
  );
  const shop = { id: 'shop', values: sales, horizon: 30, frequency: 'daily', start: '2026-08-01' };
  const own = answer({ ...shop, holidays: 'AT' });
  const zeros = own.at.filter((/** @type {string} */ _, /** @type {number} */ step) => own.mean[step] === 0);
  assert.deepEqual(
    zeros.map((/** @type {string} */ at) => at.slice(0, 10)),
    ['2026-12-08', '2026-12-25', '2026-12-26'],
  );
  assert.deepEqual(own.model.explanation.closed, ['holiday']);
  assertAddsUp(own);
  assert.deepEqual(answer(shop, { holidays: { country: 'AT' } }).mean, own.mean);
  assert.match(answer({ ...shop, start: undefined, holidays: 'AT' }).error, /need a "start"/);
  assert.match(answer({ ...shop, holidays: 'XX' }).error, /unknown country "XX"/);
});

test('leaves forecasts of series without any as they are', () => {
  const plain = answer(line);
  assert.equal(plain.contributions, undefined);
  assert.equal(plain.model.explanation, undefined);
});

for (const [name, more, error] of /** @type {[string, object, RegExp][]} */ ([
  ['a history of another length', { regressors: [{ ...promotion, history: [1] }] }, /history/],
  ['a future of another length', { regressors: [{ ...promotion, future: [1] }] }, /"future" of promotion/],
  ['a name that is kept', { regressors: [{ ...promotion, name: 'baseline' }] }, /regressors\.0\.name/],
  [
    'a lag that the last step cannot wait for',
    { regressors: [{ ...promotion, future: null, lag: 3 }] },
    /lag/,
  ],
  ['an event without dates', { events: [{ name: 'e', occurrences: [{ from: '2026-01-01' }] }] }, /"start"/],
  ['an event that is none', { start: '2026-01-01', events: [{ name: 'e' }] }, /events\.0\.occurrences/],
])) {
  test(`makes an error line of ${name}`, () => {
    assert.match(answer({ ...line, ...more }).error, error);
  });
}
