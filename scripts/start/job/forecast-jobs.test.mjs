import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hourlyFrom, makeForecastJobs } from './forecast-jobs.mjs';

const hourly = (/** @type {string} */ text) => hourlyFrom(new Date(text));

test('takes the next minute of the hour, or the one after when the next is too near', () => {
  assert.equal(hourly('2026-11-21T05:17:09.250Z'), '18 * * * *');
  assert.equal(hourly('2026-11-21T05:17:56.000Z'), '18 * * * *');
  assert.equal(hourly('2026-11-21T05:17:56.001Z'), '19 * * * *');
  assert.equal(hourly('2026-12-31T23:59:57.000Z'), '1 * * * *');
});

/**
 * An API of which only the creation of jobs is asked, and which has them run at the given instants, one after another.
 *
 * @param {(string | null)[]} nextRuns
 * @returns {import('./api-client.mjs').ApiClient}
 */
function apiThatRuns(nextRuns) {
  const post = async () => ({ status: { nextRunAt: nextRuns.shift(), message: 'paused' } });
  return /** @type {any} */ ({ post });
}

const clock = { now: () => new Date('2026-11-21T05:17:55Z') };

test('all are due when the last of them is, wherever a minute began in between', async () => {
  const [first, second] = ['2026-11-21T05:18:00.000Z', '2026-11-21T05:19:00.000Z'];
  const { jobs, dueAt } = await makeForecastJobs(apiThatRuns([first, first, second, second]), clock);
  assert.deepEqual([jobs.length, dueAt.toISOString()], [4, second]);
});

test('a job without a next run is an error, with the words of its status', async () => {
  await assert.rejects(
    makeForecastJobs(apiThatRuns([null]), clock),
    /"Departures, two days ahead" will not run: paused/,
  );
});
