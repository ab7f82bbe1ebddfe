import { describe, expect, test } from 'vitest';
import { hourlySpec } from '../../test/support/forecast-jobs.ts';
import type { SelectedCount } from './count-selected.ts';
import { isObserved, type PlanStatusInput, planStatus } from './plan-status.ts';
import { shardOf } from './planner/shard-of.ts';

const now = new Date('2026-11-21T05:20:00Z');
const one: SelectedCount = { seriesSelected: 1, seriesAtLeast: null, problems: [] };
const none: SelectedCount = {
  ...{ seriesSelected: null, seriesAtLeast: null },
  problems: [{ pointer: '/selector/metricId', detail: 'no metric "met_1" in this organization' }],
};

const plan = (changes: Partial<PlanStatusInput> = {}) =>
  planStatus({
    spec: hourlySpec,
    previous: null,
    orgId: 'org_1',
    jobId: 'd',
    selected: one,
    now,
    ...changes,
  });

describe('a right spec', () => {
  test('is scheduled for the next instant, and says so', () => {
    expect(plan()).toMatchObject({
      observedGeneration: 1,
      phase: 'scheduled',
      message: 'next run Sat 21 Nov 2026 06:00 UTC',
      problems: [],
      seriesSelected: 1,
      nextRunAt: new Date('2026-11-21T06:00:00Z'),
      shard: shardOf('org_1', 'd'),
      lastRun: null,
      reconciledAt: now,
    });
  });

  test('tells the time of its own zone', () => {
    const spec = { ...hourlySpec, schedule: '30 6 * * *', timeZone: 'Europe/Vienna' };
    expect(plan({ spec }).message).toBe('next run Sat 21 Nov 2026 06:30 Europe/Vienna');
  });

  test('is paused without a next run', () => {
    expect(plan({ spec: { ...hourlySpec, paused: true } })).toMatchObject({
      phase: 'paused',
      message: 'paused: nothing is scheduled',
      nextRunAt: null,
    });
  });

  test('stays scheduled while its metric is missing, and says what is missing', () => {
    const status = plan({ selected: none });
    expect(status).toMatchObject({ phase: 'scheduled', seriesSelected: null, problems: none.problems });
    expect(status.nextRunAt).not.toBeNull();
    expect(status.message).toBe(
      'next run Sat 21 Nov 2026 06:00 UTC, skipped if this is still so: /selector/metricId: no metric "met_1" in this organization',
    );
  });
});

describe('a wrong spec', () => {
  test.each([
    ['a cron that is none', { ...hourlySpec, schedule: 'hourly' }, '/schedule'],
    ['a time zone that is none', { ...hourlySpec, timeZone: 'Mars/Base' }, '/timeZone'],
    ['a horizon of text', { ...hourlySpec, horizon: 'a day' }, '/horizon'],
    ['a field misspelt', { ...hourlySpec, shedule: '0 * * * *' }, '/shedule'],
    ['a schedule that is a number', { ...hourlySpec, schedule: 5 }, '/schedule'],
    ['no spec', undefined, ''],
    ['a text', 'every hour', ''],
    ['a list', [], ''],
  ])('with %s is invalid in words, with no next run', (_, spec, pointer) => {
    const status = plan({ spec, selected: null });
    expect(status).toMatchObject({ phase: 'invalid', nextRunAt: null, seriesSelected: null });
    expect(status.problems.map((problem) => problem.pointer)).toContain(pointer);
    expect(status.message).toMatch(/^not scheduled, because the spec is wrong: /);
  });

  test('tells problems of schedule and selector at once', () => {
    const status = plan({ spec: { ...hourlySpec, schedule: '0 25 * * *' }, selected: none });
    expect(status.problems.map(({ pointer }) => pointer)).toEqual(['/schedule', '/selector/metricId']);
    expect(status.message).toContain('(and 1 more)');
  });
});

describe('a changed spec', () => {
  const previous = plan();
  const renamed = { ...hourlySpec, name: 'another name' };

  test('counts a generation and keeps what happened before', () => {
    const lastRun = {
      runId: 'run_1',
      state: 'completed',
      scheduledFor: now,
      finishedAt: now,
      message: 'done',
    };
    const status = plan({ spec: renamed, previous: { ...previous, lastRun, schedulerJobName: 'a name' } });
    expect(status).toMatchObject({ observedGeneration: 2, lastRun, schedulerJobName: 'a name' });
    const failing = plan({
      spec: renamed,
      previous: {
        ...previous,
        failuresInRow: 3,
        backOff: { until: new Date('2026-11-21T09:00:00Z'), insteadOf: now },
      },
    });
    expect(failing).toMatchObject({
      failuresInRow: 3,
      backOff: null,
      message: 'next run Sat 21 Nov 2026 06:00 UTC, after 3 failures in a row',
    });
    expect(status.observedSpecHash).not.toBe(previous.observedSpecHash);
  });

  test('counts its next run from now', () => {
    const status = plan({ spec: { ...hourlySpec, schedule: '0 5 * * *' }, previous });
    expect(status.nextRunAt).toEqual(new Date('2026-11-22T05:00:00Z'));
  });

  test('keeps an instant that is due already when it has it too', () => {
    const later = new Date('2026-11-21T06:00:03Z');
    expect(plan({ spec: renamed, previous, now: later }).nextRunAt).toEqual(previous.nextRunAt);
    const moved = plan({ spec: { ...hourlySpec, schedule: '30 * * * *' }, previous, now: later });
    expect(moved.nextRunAt).toEqual(new Date('2026-11-21T06:30:00Z'));
  });
});

describe('isObserved', () => {
  const status = plan();

  test('holds for the very spec, whatever the order of its fields', () => {
    expect(isObserved(status, Object.fromEntries(Object.entries(hourlySpec).reverse()))).toBe(true);
  });

  test.each([
    ['another spec', status, { ...hourlySpec, horizon: 25 }],
    ['no status', null, hourlySpec],
    ['a scheduled job whose next run somebody took away', { ...status, nextRunAt: null }, hourlySpec],
    ['a paused job that somebody gave a next run', { ...status, phase: 'paused' as const }, hourlySpec],
  ])('does not hold for %s', (_, found, spec) => {
    expect(isObserved(found, spec)).toBe(false);
  });
});
