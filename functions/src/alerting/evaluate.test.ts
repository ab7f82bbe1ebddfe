import { describe, expect, it } from 'vitest';
import { flatForecast, spike } from '../../test/support/alerts.ts';
import type { AlertCondition } from '../contracts/alert-condition.ts';
import type { Anomaly } from '../contracts/anomaly.ts';
import { evaluate as evaluateRule } from './evaluate.ts';
import type { Findings } from './findings.ts';

const now = new Date('2026-11-21T12:00:00Z');
const hour = (n: number) => new Date(now.getTime() + n * 3_600_000);

const above60: AlertCondition = { type: 'threshold', operator: '>', threshold: 60 };
const soonAbove60: AlertCondition = {
  type: 'forecast-breach',
  direction: 'above',
  threshold: 60,
  withinSeconds: 6 * 3_600,
  probability: 0.8,
};
const anomalous: AlertCondition = { type: 'anomaly', minimumSeverity: 'high', minimumScore: 0.5 };

const evaluate = (condition: AlertCondition, findings: Findings, at: Date) =>
  evaluateRule({ condition, noData: null }, findings, at);

describe('evaluate', () => {
  it.each([above60, soonAbove60, anomalous])(
    'decides nothing from findings that do not bear on it: $type',
    (condition) => {
      expect(evaluate(condition, {}, now)).toEqual([]);
    },
  );

  it('decides nothing about forecast jobs from what is known of a series', () => {
    const jobs: AlertCondition = { type: 'forecast-job-failing', failures: 1 };
    expect(evaluate(jobs, { observations: [{ at: now, value: 72 }], detectedThrough: now }, now)).toEqual([]);
  });

  it('decides nothing about anomalies without the instant up to which was detected', () => {
    expect(
      evaluate(anomalous, { anomalies: [{ anomalyId: 'ano_1', anomaly: spike({ startAt: now }) }] }, now),
    ).toEqual([]);
  });
});

describe('threshold', () => {
  it.each([
    ['>', 59, 'clear'],
    ['>', 60, 'clear'],
    ['>', 61, 'breached'],
    ['>=', 59, 'clear'],
    ['>=', 60, 'breached'],
    ['<', 60, 'clear'],
    ['<', 59, 'breached'],
    ['<=', 61, 'clear'],
    ['<=', 60, 'breached'],
    ['>', Number.NaN, 'undecided'],
    ['<', Number.NEGATIVE_INFINITY, 'undecided'],
  ] as const)('%s 60: %d is %s', (operator, value, verdict) => {
    const checks = evaluate({ ...above60, operator }, { observations: [{ at: now, value }] }, now);
    expect(checks).toMatchObject([{ verdict, at: now, value: Number.isFinite(value) ? value : null }]);
  });

  it('checks each observation, oldest first, and says what was seen', () => {
    const observations = [
      { at: hour(2), value: 72.25 },
      { at: hour(1), value: 55 },
    ];
    expect(evaluate(above60, { observations }, now)).toEqual([
      { verdict: 'clear', at: hour(1), value: 55, reason: '55 is not above 60' },
      { verdict: 'breached', at: hour(2), value: 72.25, reason: '72.25 is above 60' },
    ]);
  });
});

describe('forecast-breach', () => {
  const judge = (input: Partial<Parameters<typeof flatForecast>[0]>, condition = soonAbove60) => {
    const forecast = flatForecast({ origin: now, hours: 6, mean: 50, standardDeviation: 1, ...input });
    return evaluate(condition, { forecast: { forecastId: 'fct_1', forecast } }, now)[0];
  };

  it('is breached with probability, time and the expected value, at the origin of the forecast', () => {
    expect(judge({ mean: 100 })).toEqual({
      verdict: 'breached',
      at: now,
      value: 100,
      reason: 'expected to rise above 60 within 6 h (p = 1.00, around 13:00 UTC)',
      crossing: { probability: 1, at: hour(1), earliest: hour(1), latest: hour(1), forecastId: 'fct_1' },
    });
  });

  it('looks from below, too', () => {
    const below = { ...soonAbove60, direction: 'below', threshold: 40 } as const;
    expect(judge({ mean: 30 }, below)).toMatchObject({ verdict: 'breached', value: 30 });
    expect(judge({ mean: 50 }, below)).toMatchObject({ verdict: 'clear', value: 50 });
  });

  it('is clear when the crossing is less probable than asked, jointly over the steps', () => {
    // Each of six independent steps crosses with probability 1/2: at least one of them with 1 − 2⁻⁶ = 0.984.
    const even = judge({ mean: 60, standardDeviation: 5 });
    expect(even?.verdict).toBe('breached');
    expect(even?.crossing?.probability).toBeCloseTo(1 - 2 ** -6, 1);
    const strict = judge({ mean: 60, standardDeviation: 5 }, { ...soonAbove60, probability: 0.999 });
    expect(strict).toMatchObject({ verdict: 'clear', at: now });
    expect(strict?.reason).toMatch(/^not expected to rise above 60 within 6 h \(p = 0\.98/);
  });

  it('follows the distribution that the forecast keeps, not the width of its standard deviation', () => {
    const forecast = flatForecast({ origin: now, hours: 6, mean: 50, standardDeviation: 1 });
    const values = (value: number) => forecast.points.map(() => value);
    const quantiles = [
      { probability: 0.1, values: values(49) },
      { probability: 0.5, values: values(50) },
      { probability: 0.9, values: values(70) },
    ];
    const distribution = { quantiles, bounds: { minimum: 0, maximum: null, integer: false } };
    const even = { ...soonAbove60, probability: 0.5 };
    const judged = (one: typeof forecast) =>
      evaluate(even, { forecast: { forecastId: 'fct_1', forecast: one } }, now)[0]?.verdict;
    expect(judged(forecast)).toBe('clear');
    expect(judged({ ...forecast, distribution })).toBe('breached');
  });

  it('says that the series is across already', () => {
    const forecast = flatForecast({ origin: now, hours: 6, mean: 100, standardDeviation: 1 });
    const history = { ...forecast.card.history, lastValue: 99 };
    const across = { ...forecast, card: { ...forecast.card, history } };
    const [check] = evaluate(soonAbove60, { forecast: { forecastId: 'fct_1', forecast: across } }, now);
    expect(check?.reason).toBe('expected to be above 60 within 6 h (p = 1.00, around 13:00 UTC)');
  });

  it('counts only what lies within the window', () => {
    const forecast = flatForecast({ origin: now, hours: 12, mean: 50, standardDeviation: 1 });
    const points = forecast.points.map((point, i) => (i < 6 ? point : { ...point, mean: 100 }));
    const [check] = evaluate(
      soonAbove60,
      { forecast: { forecastId: 'fct_1', forecast: { ...forecast, points } } },
      now,
    );
    expect(check).toMatchObject({ verdict: 'clear', value: 50 });
  });

  it.each([
    ['without points', { origin: now, hours: 0 }, 'the forecast has no points'],
    ['whose window is over', { origin: hour(-6), mean: 100 }, 'its window of 6 h is over'],
    ['that ends before its window does', { origin: now, hours: 5 }, 'before its window does'],
  ])('is undecided on a forecast %s', (_, input, reason) => {
    const check = judge(input);
    expect(check).toMatchObject({ verdict: 'undecided', at: input.origin, value: null });
    expect(check?.reason).toContain(reason);
    expect(check?.crossing).toBeUndefined();
  });

  it('is breached by a short forecast that crosses already, and by one whose window is not over yet', () => {
    expect(judge({ hours: 2, mean: 100 })?.verdict).toBe('breached');
    expect(judge({ origin: hour(-5), mean: 100 })?.verdict).toBe('breached');
  });
});

describe('anomaly', () => {
  const judge = (anomalies: Partial<Anomaly>[], detectedThrough = hour(6)) =>
    evaluate(
      anomalous,
      {
        anomalies: anomalies.map((anomaly, i) => ({
          anomalyId: `ano_${i}`,
          anomaly: spike({ startAt: hour(1), ...anomaly }),
        })),
        detectedThrough,
      },
      now,
    ).map(({ verdict, at }) => [verdict, (at.getTime() - now.getTime()) / 3_600_000]);
  const justAfter = (n: number) => n + 1 / 3_600_000;

  it.each([
    ['no anomaly', [], [['clear', 6]]],
    [
      'one that goes on',
      [{}],
      [
        ['breached', 1],
        ['breached', 6],
      ],
    ],
    [
      'one that ended at the newest point',
      [{ endAt: hour(6) }],
      [
        ['breached', 1],
        ['breached', 6],
      ],
    ],
    [
      'one that ended',
      [{ endAt: hour(3) }],
      [
        ['breached', 1],
        ['breached', 3],
        ['clear', justAfter(3)],
        ['clear', 6],
      ],
    ],
    [
      'one of a single point',
      [{ endAt: hour(1) }],
      [
        ['breached', 1],
        ['clear', justAfter(1)],
        ['clear', 6],
      ],
    ],
    ['one of less severity', [{ severity: 'medium' }], [['clear', 6]]],
    [
      'one of more severity',
      [{ severity: 'critical' }],
      [
        ['breached', 1],
        ['breached', 6],
      ],
    ],
    ['one of a lower score', [{ score: 0.49 }], [['clear', 6]]],
    ['one labelled false', [{ label: 'false' }], [['clear', 6]]],
    ['one labelled expected', [{ label: 'expected' }], [['clear', 6]]],
    [
      'one labelled true',
      [{ label: 'true' }],
      [
        ['breached', 1],
        ['breached', 6],
      ],
    ],
    [
      'two, out of order',
      [{ startAt: hour(4) }, { endAt: hour(2) }],
      [
        ['breached', 1],
        ['breached', 2],
        ['clear', justAfter(2)],
        ['breached', 4],
        ['breached', 6],
      ],
    ],
  ] as const)('%s', (_, anomalies, expected) => {
    expect(judge([...anomalies])).toEqual(expected);
  });

  it('says which anomaly, how severe, and against what', () => {
    const anomalies = [{ anomalyId: 'ano_1', anomaly: spike({ startAt: now }) }];
    expect(evaluate(anomalous, { anomalies, detectedThrough: now }, now)).toEqual([
      {
        verdict: 'breached',
        at: now,
        value: 120,
        reason: 'spike of severity high: 120 where about 40 was expected',
        anomalyId: 'ano_1',
      },
    ]);
  });

  const reasonOf = (anomaly: Partial<Anomaly>) =>
    evaluate(
      anomalous,
      {
        anomalies: [{ anomalyId: 'ano_1', anomaly: spike({ startAt: now, ...anomaly }) }],
        detectedThrough: now,
      },
      now,
    )[0]?.reason;

  it.each([
    [
      'level-shift',
      'the last 9 points (45 minutes) have risen: their mean is 50 where 40 is usual (last value 41); about 1 in 20,000 …',
      'level shift of severity high: the last 9 points (45 minutes) have risen: their mean is 50 where 40 is usual (last value 41)',
    ],
    [
      'missing',
      'nothing came for 3 days after 2026-11-18 12:00 UTC, where a point is usual each hour; about 1 in 900,000 …',
      'gap of severity high: nothing came for 3 days after 2026-11-18 12:00 UTC, where a point is usual each hour',
    ],
    ['unseen-pattern', 'value 3 follows …', 'pattern not seen before of severity high: value 3 follows …'],
  ])('says of a %s what its explanation says first', (kind, explanation, reason) => {
    expect(reasonOf({ kind, explanation })).toBe(reason);
  });

  it.each([
    [{ expected: -0.17, lower: -5.864, upper: 57.13 }, '120 where about 0 was expected'],
    [
      { expected: 38.12, lower: 0, upper: 140 },
      '120 where about 40 was expected, inside the band but unusual',
    ],
    [
      { expected: 1.0000004e12, lower: 1e12, upper: 1.000001e12 },
      '120 where about 1000000000000 was expected',
    ],
    [{ expected: 45, lower: 45, upper: 45 }, '120 where about 45 was expected'],
    [{ expected: null, lower: null, upper: null }, '120'],
  ])('rounds what was expected to what its band knows: %j', (band, words) => {
    expect(reasonOf(band)).toBe(`spike of severity high: ${words}`);
  });

  it('says what other series of the metric did', () => {
    const anomaly = spike({ startAt: now, contributionSummary: 'this series rose alone' });
    const [check] = evaluate(
      anomalous,
      { anomalies: [{ anomalyId: 'ano_1', anomaly }], detectedThrough: now },
      now,
    );
    expect(check?.reason).toBe(
      'spike of severity high: 120 where about 40 was expected; this series rose alone',
    );
  });
});
