import { expect, test } from 'vitest';
import { deterministicId } from '../../contracts/ids.ts';
import { jobHash } from './job-hash.ts';
import { allShards, shardCount, shardOf } from './shard-of.ts';
import { jitterMsMax, startAt } from './start-at.ts';

const jobs = Array.from({ length: 16_000 }, (_, index) => `job ${index}`);

/** Pearson's chi-squared of counts that should be equal. */
function chiSquared(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

function countBy(keys: readonly number[], size: number): number[] {
  const counts = Array.from({ length: size }, () => 0);
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

test.each([
  ['ids that count up', jobs],
  ['ids that are hashes', jobs.map((name) => deterministicId('forecastJob', name))],
])('shards are even over %s', (_, ids) => {
  const counts = countBy(
    ids.map((jobId) => shardOf('org_1', jobId)),
    shardCount,
  );
  // 27.9 is the 99.9 % quantile of chi-squared with 9 degrees of freedom.
  expect(chiSquared(counts)).toBeLessThan(27.9);
});

test('shards are known for good: documents keep theirs', () => {
  expect(['a', 'b', 'c', 'd'].map((jobId) => shardOf('org_1', jobId))).toEqual([5, 8, 0, 3]);
  expect(jobs.every((jobId) => allShards.includes(shardOf('org_1', jobId)))).toBe(true);
});

test('a job has other bits for its start than for its shard', () => {
  const pairs = jobs.map(
    (jobId) => (jobHash('shard', 'o', jobId) % 4) * 4 + (jobHash('start', 'o', jobId) % 4),
  );
  // 37.7 is the 99.9 % quantile of chi-squared with 15 degrees of freedom.
  expect(chiSquared(countBy(pairs, 16))).toBeLessThan(37.7);
});

const scheduledFor = new Date('2026-11-21T06:00:00Z');
const startMs = (jobId: string, now: Date, orgId = 'org_1') =>
  startAt({ orgId, jobId, scheduledFor, now }).getTime() - scheduledFor.getTime();

test('a thousand jobs at 06:00 begin at no more than 60 in any second', () => {
  const starts = jobs.slice(0, 1_000).map((jobId) => startMs(jobId, scheduledFor));
  expect(Math.min(...starts)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...starts)).toBeLessThan(jitterMsMax);
  const bySecond = countBy(
    starts.map((ms) => Math.floor(ms / 1_000)),
    jitterMsMax / 1_000,
  );
  // Poisson with mean 33.3: 60 and more in one of 30 seconds is a matter of one in a thousand.
  expect(Math.max(...bySecond)).toBeLessThan(60);
});

test('a start is the same whenever the sweep comes within the jitter, save that it is not in the past', () => {
  const early = startMs('job 1', scheduledFor);
  expect(startMs('job 1', new Date(scheduledFor.getTime() + early - 1))).toBe(early);
  expect(startMs('job 1', new Date(scheduledFor.getTime() + early + 1))).toBe(early + 1);
});

test('what is handed out late is spread from then on', () => {
  const lateMs = 3_600_000;
  const starts = jobs
    .slice(0, 1_000)
    .map((jobId) => startMs(jobId, new Date(scheduledFor.getTime() + lateMs)));
  expect(Math.min(...starts)).toBeGreaterThanOrEqual(lateMs);
  expect(Math.max(...starts)).toBeLessThan(lateMs + jitterMsMax);
  expect(new Set(starts).size).toBeGreaterThan(900);
});
