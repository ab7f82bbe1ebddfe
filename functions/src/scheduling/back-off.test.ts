import { describe, expect, test } from 'vitest';
import { hourlySpec } from '../../test/support/forecast-jobs.ts';
import type { ForecastJobSpec } from '../contracts/forecast-job.ts';
import { forecastJobSpecSchema } from '../contracts/forecast-job.ts';
import { backOffAfter, nextRunAfterRun } from './back-off.ts';
import { statusMessage } from './status-message.ts';

const minutes = (ms: number) => ms / 60_000;
const now = new Date('2026-11-21T05:00:30Z');
const spec = (schedule: string, more: object = {}): ForecastJobSpec =>
  forecastJobSpecSchema.parse({ ...hourlySpec, schedule, ...more });
const at = (clock: string) => new Date(`2026-11-21T${clock}:00Z`);
const planned = (clock: string) => ({ nextRunAt: at(clock), backOff: null });

test('the wait doubles with each failure in a row, up to six hours', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 100].map((failures) => minutes(backOffAfter(failures)))).toEqual([
    5, 10, 20, 40, 80, 160, 320, 360, 360,
  ]);
});

describe('after a failure the next run', () => {
  test('is the first instant of the schedule that is far enough ahead', () => {
    const { nextRunAt, backOff } = nextRunAfterRun(spec('*/15 * * * *'), planned('05:15'), 3, now);
    expect(nextRunAt).toEqual(at('05:30'));
    expect(backOff).toEqual({ until: at('05:30'), insteadOf: at('05:15') });
  });

  test.each([
    ['is far enough ahead already', spec('0 * * * *'), 1],
    ['is not to be put off', spec('*/15 * * * *', { onFailure: { backOff: false } }), 8],
  ])('stays where it is when it %s', (_, of, failures) => {
    const next = planned(of.schedule === '0 * * * *' ? '06:00' : '05:15');
    expect(nextRunAfterRun(of, next, failures, now)).toEqual(next);
  });

  test('never skips a day of a daily job', () => {
    const next = { nextRunAt: new Date('2026-11-22T05:00:00Z'), backOff: null };
    expect(nextRunAfterRun(spec('0 5 * * *'), next, 1_000, now)).toEqual(next);
  });

  test('is none for a job without one', () => {
    const none = { nextRunAt: null, backOff: null };
    expect(nextRunAfterRun(spec('0 * * * *'), none, 3, now)).toEqual(none);
  });
});

describe('after a success', () => {
  test('a next run that was put off is brought back', () => {
    const putOff = { nextRunAt: at('08:00'), backOff: { until: at('08:00'), insteadOf: at('06:00') } };
    expect(nextRunAfterRun(spec('0 * * * *'), putOff, 0, now)).toEqual(planned('06:00'));
  });

  test('one that was moved on since stays', () => {
    const moved = { nextRunAt: at('09:00'), backOff: { until: at('08:00'), insteadOf: at('06:00') } };
    expect(nextRunAfterRun(spec('0 * * * *'), moved, 0, now)).toEqual(planned('09:00'));
  });
});

describe('the status says so in words', () => {
  const status = { phase: 'scheduled' as const, problems: [] };
  const backOff = { until: at('08:00'), insteadOf: at('06:00') };

  test.each([
    [{ nextRunAt: at('08:00'), failuresInRow: 0, backOff: null }, 'next run Sat 21 Nov 2026 08:00 UTC'],
    [
      { nextRunAt: at('08:00'), failuresInRow: 1, backOff: null },
      'next run Sat 21 Nov 2026 08:00 UTC, after a failure',
    ],
    [
      { nextRunAt: at('08:00'), failuresInRow: 6, backOff },
      'next run Sat 21 Nov 2026 08:00 UTC, put off from Sat 21 Nov 2026 06:00 UTC, after 6 failures in a row',
    ],
    [
      { nextRunAt: at('09:00'), failuresInRow: 6, backOff },
      'next run Sat 21 Nov 2026 09:00 UTC, after 6 failures in a row',
    ],
  ])('%#', (next, words) => {
    expect(statusMessage({ ...status, ...next }, 'UTC')).toBe(words);
  });
});
