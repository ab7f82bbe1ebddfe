import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forecastJobs, nextMinute } from './forecast-jobs.mjs';

const next = (/** @type {string} */ text) => nextMinute(new Date(text)).toISOString();

test('takes the next minute, or the one after when the next is too near', () => {
  assert.equal(next('2026-11-21T05:17:09.250Z'), '2026-11-21T05:18:00.000Z');
  assert.equal(next('2026-11-21T05:17:56.000Z'), '2026-11-21T05:18:00.000Z');
  assert.equal(next('2026-11-21T05:17:56.001Z'), '2026-11-21T05:19:00.000Z');
  assert.equal(next('2026-12-31T23:59:57.000Z'), '2027-01-01T00:01:00.000Z');
});

test('every job is due each hour in that minute', () => {
  const schedules = forecastJobs(new Date('2026-11-21T05:18:00Z')).map(({ schedule }) => schedule);
  assert.deepEqual(schedules, Array(4).fill('18 * * * *'));
});
