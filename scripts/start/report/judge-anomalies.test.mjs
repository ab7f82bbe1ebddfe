import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeAnomalies } from './judge-anomalies.mjs';
import { sampleResult } from './sample-result.mjs';

const [template] = sampleResult().series[0]?.anomalies ?? [];
if (template === undefined) throw new Error('the sample result has an anomaly');
const hour = (/** @type {number} */ count) => Date.UTC(2026, 10, 21, count);
const anomaly = (/** @type {number} */ from, /** @type {number | null} */ to, overrides = {}) => ({
  ...template,
  startAt: new Date(hour(from)).toISOString(),
  endAt: to === null ? null : new Date(hour(to)).toISOString(),
  ...overrides,
});
const fault = { from: hour(4), to: hour(6), kind: 'storm' };
const faultsFound = (/** @type {ReturnType<typeof anomaly>[]} */ ...anomalies) =>
  judgeAnomalies(anomalies, { faults: [fault] }).judged.map((one) => one.fault);

test('an anomaly that overlaps a fault has found it, at its edges too', () => {
  assert.deepEqual(faultsFound(anomaly(1, 4)), ['storm']);
  assert.deepEqual(faultsFound(anomaly(6, 9)), ['storm']);
  assert.deepEqual(faultsFound(anomaly(2, null)), ['storm']);
  assert.deepEqual(faultsFound(anomaly(1, 3)), [null]);
  assert.deepEqual(faultsFound(anomaly(7, null)), [null]);
});

test('a fault without an anomaly was missed', () => {
  assert.deepEqual(judgeAnomalies([anomaly(7, 8)], { faults: [fault] }).missed, ['storm']);
  assert.deepEqual(judgeAnomalies([anomaly(5, 5)], { faults: [fault] }).missed, []);
});

test('what is outside of complete labels is a false alarm, outside of others an open question', () => {
  const outside = [anomaly(8, 9)];
  const alarms = (/** @type {boolean | undefined} */ complete) =>
    judgeAnomalies(outside, {
      faults: [fault],
      ...(complete !== undefined && { faultsComplete: complete }),
    }).judged.map(({ falseAlarm }) => falseAlarm);
  assert.deepEqual([alarms(true), alarms(false), alarms(undefined)], [[true], [false], [false]]);
});

test('labelled ones come first, then the gravest', () => {
  const found = [
    anomaly(8, 9, { anomalyId: 'low', severity: 'low' }),
    anomaly(8, 9, { anomalyId: 'critical', severity: 'critical' }),
    anomaly(8, 9, { anomalyId: 'high, less sure', score: 0.5 }),
    anomaly(8, 9, { anomalyId: 'high' }),
    anomaly(5, 5, { anomalyId: 'labelled', severity: 'low' }),
  ];
  const order = judgeAnomalies(found, { faults: [fault] }).judged.map((one) => one.anomaly.anomalyId);
  assert.deepEqual(order, ['labelled', 'critical', 'high', 'high, less sure', 'low']);
});
