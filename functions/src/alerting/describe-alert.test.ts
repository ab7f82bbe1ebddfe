import { describe, expect, it } from 'vitest';
import { alertSubject, flatForecast } from '../../test/support/alerts.ts';
import type { AlertCondition } from '../contracts/alert-condition.ts';
import { describeAlert, type Sight } from './describe-alert.ts';
import { evaluate } from './evaluate.ts';

const startedAt = new Date('2026-11-21T12:00:00Z');
const hour = (n: number) => new Date(startedAt.getTime() + n * 3_600_000);
const sight: Sight = { value: 72, reason: '72 is above 60' };
const soonAbove60: AlertCondition = {
  type: 'forecast-breach',
  direction: 'above',
  threshold: 60,
  withinSeconds: 86_400,
  probability: 0.8,
};

describe('describeAlert', () => {
  it('has a sentence for a threshold', () => {
    expect(describeAlert(alertSubject({ forSeconds: 600 }), sight, startedAt)).toEqual({
      summary: 'flights.departures{airport=ATL} is above 60 (72)',
      description:
        'Rule "Many departures" watches flights.departures{airport=ATL}: a value above 60 for 10 min. It has held since 2026-11-21 12:00 UTC. Last seen: 72 is above 60.',
    });
  });

  it('has a sentence for a forecast, with probability and time of crossing', () => {
    const subject = alertSubject({ condition: soonAbove60 });
    const forecast = flatForecast({ origin: startedAt, hours: 24, mean: 30, standardDeviation: 1 });
    const points = forecast.points.map((point, i) => (i < 1 ? point : { ...point, mean: 100 }));
    const [check] = evaluate(
      { condition: soonAbove60, noData: null },
      { forecast: { forecastId: 'fct_1', forecast: { ...forecast, points } } },
      startedAt,
    );
    expect(check && describeAlert(subject, check, startedAt).summary).toBe(
      'flights.departures{airport=ATL} is expected to rise above 60 within 24 h (p = 1.00, around 14:00 UTC)',
    );
  });

  it('has a sentence for an anomaly', () => {
    const subject = alertSubject({ condition: { type: 'anomaly', minimumSeverity: 'high' } });
    const seen = {
      value: 120,
      reason: 'spike of severity high: 120 where about 40 was expected; this series rose alone',
    };
    const { summary, description } = describeAlert(subject, seen, startedAt);
    expect(summary).toBe(
      'flights.departures{airport=ATL} shows a spike of severity high: 120 where about 40 was expected',
    );
    expect(description).toContain('was expected; this series rose alone.');
  });

  it.each<[AlertCondition, string, string]>([
    [
      {
        type: 'threshold',
        operator: '>',
        threshold: 60,
        window: { seconds: 3_600, aggregate: 'p95', minimumPoints: 1 },
      },
      'is above 60 as 95th percentile over 1 h (72)',
      'the 95th percentile over 1 h above 60',
    ],
    [
      { type: 'anomaly', minimumSeverity: 'high', minimumScore: 0.6, count: { atLeast: 3, of: 5 } },
      ': seen',
      'at least 3 of 5 points in an anomaly of severity high or more and a score of at least 0.6',
    ],
    [
      {
        type: 'change',
        against: 'last-week',
        direction: 'fall',
        by: 20,
        unit: 'percent',
        window: { seconds: 600, aggregate: 'sum', minimumPoints: 1 },
      },
      ': seen',
      'a fall of the sum over 10 min by at least 20 % since the same time the week before',
    ],
    [{ type: 'absence', afterSeconds: 7_200 }, ': seen', 'no data for 2 h'],
    [
      { type: 'forecast-job-failing', failures: 3 },
      ': seen',
      'at least 3 failures in a row of a forecast job',
    ],
  ])('has sentences for %o', (condition, ending, watched) => {
    const { summary, description } = describeAlert(
      alertSubject({ condition }),
      { value: 72, reason: 'seen' },
      startedAt,
    );
    expect(summary).toMatch(/^flights.departures{airport=ATL}/);
    expect(summary.endsWith(ending)).toBe(true);
    expect(description).toContain(`: ${watched}. It has held since`);
  });

  it('has sentences for an episode that silence opened', () => {
    const reason = 'no data for 2 h: the newest is of 2026-11-21 12:00 UTC';
    const silence = { value: null, reason, evaluatedThrough: startedAt, undecidedAt: hour(2) };
    expect(describeAlert(alertSubject(), silence, hour(2))).toEqual({
      summary: `flights.departures{airport=ATL}: ${reason}`,
      description: `Rule "Many departures" watches flights.departures{airport=ATL}: a value above 60, and that data comes. Last seen: ${reason}.`,
    });
  });

  it('fills every placeholder of annotations', () => {
    const subject = alertSubject({
      condition: soonAbove60,
      labels: { team: 'ops', airport: 'KATL' },
      annotations: {
        summary: '{{metric}} {{ series }} {{ value }} > {{threshold}} {{ labels.airport }} {{ labels.team }}',
        description:
          '{{ crossing.probability }} {{ crossing.at }} {{ crossing.earliest }} {{ crossing.latest }} {{ rule }} {{ ruleId }} {{ metricId }} {{ severity }} {{ reason }} {{ startedAt }} [{{ unit }}]',
      },
    });
    const crossing = { probability: 0.934, at: hour(2), earliest: hour(1), latest: null, forecastId: null };
    expect(describeAlert(subject, { ...sight, crossing }, startedAt)).toEqual({
      summary: 'flights.departures flights.departures{airport=ATL} 72 > 60 KATL ops',
      description:
        '0.93 2026-11-21 14:00 UTC 2026-11-21 13:00 UTC unknown Many departures rul_many met_departures warning 72 is above 60 2026-11-21 12:00 UTC []',
    });
  });

  it('leaves unknown placeholders visible', () => {
    const annotations = {
      summary: '{{ labels.gate }} {{ crossing.at }} {{ value | upper }} {{ }} {{constructor}}',
    };
    expect(describeAlert(alertSubject({ annotations }), sight, startedAt).summary).toBe(annotations.summary);
  });

  it('does not look into what it fills in, nor into names used by the default sentences', () => {
    const labels = { airport: '{{ value }}' };
    const annotated = alertSubject({ annotations: { summary: 'at {{ labels.airport }}' }, labels });
    expect(describeAlert(annotated, sight, startedAt).summary).toBe('at {{ value }}');
    const named = alertSubject({ name: '{{ value }}' });
    expect(describeAlert(named, sight, startedAt).description).toContain('Rule "{{ value }}"');
  });

  it('cuts what grows too long', () => {
    const annotations = { summary: '{{ labels.note }}'.repeat(60) };
    const subject = alertSubject({ annotations, labels: { note: 'x'.repeat(256) } });
    const { summary } = describeAlert(subject, sight, startedAt);
    expect(summary).toHaveLength(1_024);
    expect(summary.endsWith('x…')).toBe(true);
  });
});
