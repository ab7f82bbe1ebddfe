import { describe, expect, it } from 'vitest';
import { matchLabelsOf } from './match-labels-of.ts';

const alert = {
  labels: { airport: 'ATL', severity: 'of the series', jobId: 'of the series' },
  ruleName: 'Many departures',
  ruleId: 'rul_1',
  jobName: null,
  jobId: null,
  severity: 'critical',
  metricKey: 'flights.departures',
  metricId: 'met_1',
} as const;

describe('matchLabelsOf', () => {
  it('has the labels of series and rule, and what the alert is; the latter wins, also where it is nothing', () => {
    expect(matchLabelsOf(alert)).toEqual({
      airport: 'ATL',
      alertname: 'Many departures',
      ruleId: 'rul_1',
      severity: 'critical',
      metric: 'flights.departures',
      metricId: 'met_1',
    });
  });

  it('names the alert of a forecast job after the job', () => {
    const ofJob = {
      ...alert,
      ruleName: null,
      ruleId: null,
      metricId: null,
      jobName: 'nightly',
      jobId: 'job_1',
    };
    expect(matchLabelsOf(ofJob)).toEqual({
      airport: 'ATL',
      alertname: 'nightly',
      severity: 'critical',
      metric: 'flights.departures',
      jobId: 'job_1',
    });
  });
});
