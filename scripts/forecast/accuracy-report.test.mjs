import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accuracyReport } from './accuracy-report.mjs';

/**
 * @param {string} group
 * @param {number | null} mase
 * @param {number} naive
 * @param {number} inside percent
 */
const evidence = (group, mase, naive, inside) => ({
  group,
  substituted: false,
  backtest: {
    ...{ origins: 3, horizon: 2, mase, smape: 10, bias: 0 },
    seasonalNaive: { mase: naive, smape: 20 },
    coverage: [{ level: 90, nominal: 90, empirical: inside }],
  },
});

/** @param {string} text */
const cells = (text) => (/** @type {string} */ name) =>
  text
    .split('\n')
    .find((line) => line.trim().startsWith(name))
    ?.trim()
    .split(/\s+/);

test('averages over series, by frequency and in all', () => {
  const report = accuracyReport([90]);
  report.add(evidence('daily', 0.5, 1, 80));
  report.add(evidence('hourly', 1.5, 1, 100));
  report.add({ ...evidence('hourly', 1, 2, 60), substituted: true });
  const row = cells(report.text());
  assert.deepEqual(row('daily'), ['daily', '1', '0.5', '1', '0.500', '100%', '10', '20', '80%']);
  assert.deepEqual(row('hourly'), ['hourly', '2', '1.25', '1.5', '0.833', '50%', '10', '20', '80%']);
  assert.deepEqual(row('all'), ['all', '3', '1', '1.33', '0.750', '67%', '10', '20', '80%']);
  assert.match(report.text(), /for 1 nothing beat the seasonal naive/);
});

test('leaves out what could not be tested, and says how many could', () => {
  const report = accuracyReport([90]);
  report.add({ group: 'daily', substituted: false, backtest: null });
  report.add(evidence('daily', null, 1, 90));
  const row = cells(report.text());
  assert.deepEqual(row('all'), ['all', '1', 'none', 'none', 'none', 'none', '10', '20', '90%']);
  assert.match(report.text(), /1 of 2 series were long enough/);
});
