import { describe, expect, it } from 'vitest';
import { alertRule } from '../../test/support/alerts.ts';
import type { AlertRule } from '../contracts/alert-rule.ts';
import { describeJobAlert } from './describe-job-alert.ts';

const job = { jobId: 'job_atl', name: 'ATL departures', labels: { airport: 'ATL', team: 'ground' } };
const sight = { value: 3, reason: 'run_3: no answer', startedAt: new Date('2026-11-21T12:00:00Z') };
const watched = (rule: Partial<AlertRule> = {}) => ({
  ...job,
  watchedBy: {
    ruleId: 'rul_jobs',
    rule: alertRule({
      name: 'failing jobs',
      selector: { forecastJob: '*' },
      condition: { type: 'forecast-job-failing', failures: 2 },
      ...rule,
    }),
  },
});

describe('describeJobAlert', () => {
  it('has sentences for a job that asks for the alert itself, and for one that a rule watches', () => {
    expect(describeJobAlert({ ...job, watchedBy: null }, { ...sight, value: 1 })).toEqual({
      summary: 'forecast job "ATL departures" has failed',
      description:
        'Forecast job "ATL departures" (job_atl) has failed: run_3: no answer. The alert ends with the next run that is completed.',
    });
    expect(describeJobAlert(watched(), sight)).toEqual({
      summary: 'forecast job "ATL departures" has failed 3 times in a row',
      description:
        'Forecast job "ATL departures" (job_atl) has failed 3 times in a row: run_3: no answer. It is watched by rule "failing jobs". The alert ends with the next run that is completed.',
    });
  });

  it('fills every placeholder of annotations that has a meaning, and leaves those of series visible', () => {
    const annotations = {
      summary: '{{ job }} {{ jobId }} {{ value }}/{{ threshold }} {{ labels.airport }} {{ labels.team }}',
      description:
        '{{ rule }} {{ ruleId }} {{ severity }} {{ reason }} {{ startedAt }} {{ metric }} {{ series }} {{ unit }} {{ metricId }} {{ crossing.at }}',
    };
    const labels = { team: 'ops' };
    expect(describeJobAlert(watched({ annotations, labels }), sight)).toEqual({
      summary: 'ATL departures job_atl 3/2 ATL ops',
      description:
        'failing jobs rul_jobs warning run_3: no answer 2026-11-21 12:00 UTC {{ metric }} {{ series }} {{ unit }} {{ metricId }} {{ crossing.at }}',
    });
  });

  it('cuts what grows too long', () => {
    const annotations = { summary: '{{ job }}'.repeat(100) };
    expect(describeJobAlert(watched({ annotations }), sight).summary).toHaveLength(1_024);
  });
});
