import { describe, expect, test } from 'vitest';
import { hourlySpec } from '../../test/support/forecast-jobs.ts';
import type { ForecastRun, SeriesOutcome } from '../contracts/forecast-run.ts';
import { attemptsMax } from './limits.ts';
import { pendingRun, runIdAt } from './pending-run.ts';
import type { ClaimedRun } from './run-lease.ts';
import { reportBeforeWork, reportOutcomes } from './run-report.ts';

const now = new Date('2026-11-21T05:00:00Z');

interface Claim {
  readonly spec?: unknown;
  readonly deleted?: boolean;
  readonly attempt?: number;
  readonly trigger?: ForecastRun['trigger'];
}

function claimed({
  spec = hourlySpec,
  deleted = false,
  attempt = 1,
  trigger = 'schedule',
}: Claim): ClaimedRun {
  const run = pendingRun({
    trigger,
    scheduledFor: now,
    message: 'the last word',
    requestedBy: 'user:ada',
    now,
  });
  // Deciding what to do looks at the attempt only; references would need a store.
  const lease = { attempt } as ClaimedRun['lease'];
  return { lease, run, job: deleted ? null : { jobId: 'job_1', spec, status: null } };
}

describe('a claimed run', () => {
  test.each<[string, Claim]>([
    ['the job is as it should be', {}],
    ['it is the last attempt', { attempt: attemptsMax }],
    [
      'somebody asked for it and the job is paused',
      { spec: { ...hourlySpec, paused: true }, trigger: 'manual' },
    ],
  ])('is done when %s', (_, claim) => {
    expect(reportBeforeWork(claimed(claim))).toBeNull();
  });

  test.each<[string, Claim, string, string]>([
    ['the job is deleted', { deleted: true }, 'skipped', 'the job was deleted'],
    ['the job is paused', { spec: { ...hourlySpec, paused: true } }, 'skipped', 'the job is paused'],
    [
      'the spec is wrong',
      { spec: { ...hourlySpec, schedule: '99 * * * *' } },
      'skipped',
      '/schedule: the field for minute',
    ],
    [
      'attempts are exhausted',
      { attempt: attemptsMax + 1 },
      'failed',
      'given up after 5 attempts; the last word was: the last word',
    ],
  ])('ends before it began when %s', (_, claim, state, words) => {
    const report = reportBeforeWork(claimed(claim));
    expect(report).toMatchObject({ state, outcomes: [] });
    expect(report?.message).toContain(words);
  });
});

describe('the end of a run', () => {
  const outcome = (kind: SeriesOutcome['outcome'], metricId: string): SeriesOutcome => ({
    metricId,
    outcome: kind,
    reason: null,
    forecastId: null,
    message: `was ${kind}`,
  });

  test.each<[string, SeriesOutcome['outcome'][], string, string]>([
    ['all forecast', ['forecast', 'forecast'], 'completed', '2 of 2 series forecast'],
    [
      'one bad among good',
      ['forecast', 'failed', 'skipped'],
      'completed',
      '1 of 3 series forecast; met_1 failed: was failed (and 1 more)',
    ],
    ['all failed', ['failed'], 'failed', '0 of 1 series forecast; met_0 failed: was failed'],
    [
      'failed and skipped',
      ['skipped', 'failed'],
      'failed',
      '0 of 2 series forecast; met_0 skipped: was skipped (and 1 more)',
    ],
    ['all skipped', ['skipped'], 'skipped', '0 of 1 series forecast; met_0 skipped: was skipped'],
  ])('with %s', (_, kinds, state, message) => {
    const outcomes = kinds.map((kind, index) => outcome(kind, `met_${index}`));
    const selection = { metricIds: outcomes.flatMap(({ metricId }) => metricId ?? []), problems: [] };
    expect(reportOutcomes(outcomes, selection)).toEqual({ state, message, outcomes, selection });
  });

  const sum = { ...outcome('forecast', 'met_0'), metricId: null };

  test.each<[string, SeriesOutcome['outcome'][], number, string]>([
    ['fewer failed than allowed', ['forecast', 'forecast', 'failed'], 0.5, 'completed'],
    ['just as many failed as allowed', ['forecast', 'failed'], 0.5, 'completed'],
    ['more failed than allowed', ['forecast', 'failed', 'failed'], 0.5, 'failed'],
    ['one failed where none may', ['forecast', 'forecast', 'failed'], 0, 'failed'],
    ['any number may fail', ['forecast', 'failed', 'failed'], 1, 'completed'],
    ['many skipped, which is no failure', ['forecast', 'skipped', 'skipped'], 0, 'completed'],
    ['all failed, whatever is allowed', ['failed', 'failed'], 1, 'failed'],
    ['nothing forecast and nothing failed', ['skipped'], 0, 'skipped'],
  ])('with %s', (_, kinds, failedShare, state) => {
    const outcomes = kinds.map((kind, index) => outcome(kind, `met_${index}`));
    const selection = { metricIds: [], problems: [] };
    expect(reportOutcomes(outcomes, selection, { failedShare }).state).toBe(state);
    if (kinds.includes('forecast')) {
      expect(reportOutcomes([...outcomes, sum, sum], selection, { failedShare }).state).toBe(state);
    }
  });

  test('says how many failed and what was allowed', () => {
    const outcomes = (['forecast', 'failed', 'failed'] as const).map((kind, i) => outcome(kind, `met_${i}`));
    const { message } = reportOutcomes(outcomes, { metricIds: [], problems: [] }, { failedShare: 0.125 });
    expect(message).toBe(
      '2 of 3 series failed, more than the 12.5 % that the spec allows; 1 of 3 series forecast; met_1 failed: was failed (and 1 more)',
    );
  });
});

test('the id of a run is its scheduled instant', () => {
  expect(runIdAt(new Date('2026-11-21T05:00:00.000Z'))).toBe('run_20261121T050000Z');
});
