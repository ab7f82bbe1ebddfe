import { describe, expect, it } from 'vitest';
import { spike } from '../../test/support/alerts.ts';
import type { AlertCondition } from '../contracts/alert-condition.ts';
import { evaluate } from './evaluate.ts';
import type { RecentAnomaly } from './findings.ts';

const newest = new Date('2026-11-21T12:00:00Z');
const after = (minutes: number) => new Date(newest.getTime() + minutes * 60_000);
const observations = [
  { at: newest, value: 70 },
  { at: after(-60), value: 50 },
];
const above60: AlertCondition = { type: 'threshold', operator: '>', threshold: 60 };

describe('absence', () => {
  const rule = { condition: { type: 'absence', afterSeconds: 7_200 }, noData: null } as const;

  it('is over when data comes that is new enough, now', () => {
    expect(evaluate(rule, { observations }, after(119))).toEqual([
      { verdict: 'clear', at: after(119), value: 70, reason: '70 has come, of 2026-11-21 12:00 UTC' },
    ]);
  });

  it.each([120, 5_000])('goes on when what comes is too old already, %d minutes after it', (minutes) => {
    expect(evaluate(rule, { observations }, after(minutes))).toEqual([
      {
        verdict: 'breached',
        at: after(120),
        value: 70,
        reason: 'no data for 2 h: the newest is of 2026-11-21 12:00 UTC',
      },
    ]);
  });

  it('is decided by points that are new', () => {
    expect(evaluate(rule, { late: { to: newest, newest } }, after(1))).toEqual([]);
  });
});

describe('no data', () => {
  it('is a verdict of its own, after those on the points that came', () => {
    const noData = { policy: 'keep', afterSeconds: 3_600 } as const;
    const rule = { condition: above60, noData };
    expect(evaluate(rule, { observations }, after(59)).map(({ verdict }) => verdict)).toEqual([
      'clear',
      'breached',
    ]);
    expect(evaluate(rule, { observations }, after(60)).at(-1)).toEqual({
      verdict: 'no-data',
      at: after(60),
      through: newest,
      value: null,
      reason: 'no data for 1 h: the newest is of 2026-11-21 12:00 UTC',
    });
  });
});

describe('no data, where silence fires', () => {
  it('does not take what is old for calm, and still tells of a breach', () => {
    const noData = { policy: 'alert', afterSeconds: 3_600 } as const;
    const verdicts = (minutes: number) =>
      evaluate({ condition: above60, noData }, { observations }, after(minutes)).map(
        ({ verdict }) => verdict,
      );
    expect(verdicts(59)).toEqual(['clear', 'breached']);
    expect(verdicts(60)).toEqual(['breached', 'no-data']);
  });
});

describe('anomalies, so many of the last points', () => {
  const condition: AlertCondition = {
    type: 'anomaly',
    minimumSeverity: 'medium',
    count: { atLeast: 2, of: 3 },
  };
  const points = [0, 1, 2, 3, 4].map((n) => ({ at: after(n).getTime(), value: n }));
  const history = { points, covered: [{ from: after(0).getTime(), to: after(9).getTime() }] };
  const anomaly = (from: number, to: number | null, more: Partial<RecentAnomaly> = {}): RecentAnomaly => ({
    ...spike({ startAt: after(from), endAt: to === null ? null : after(to) }),
    anomalyId: `ano_${from}`,
    ...more,
  });
  const judge = (anomalies: readonly RecentAnomaly[], from = 4, calm: readonly number[] = []) =>
    evaluate(
      { condition, noData: null },
      {
        observations: points.slice(from).map(({ at, value }) => ({ at: new Date(at), value })),
        history,
        recent: { anomalies, anomalousAt: [0, 1, 2, 3, 4].filter((n) => !calm.includes(n)).map(after) },
        anomalies: [],
        detectedThrough: after(4),
      },
      after(4),
    );

  it.each<[string, readonly RecentAnomaly[], string]>([
    ['none', [], 'clear'],
    ['one', [anomaly(4, null)], 'clear'],
    ['two in a row', [anomaly(3, null)], 'breached'],
    ['two apart', [anomaly(2, 2), anomaly(4, 4)], 'breached'],
    ['two, one of them out of sight', [anomaly(1, 1), anomaly(4, 4)], 'clear'],
    ['two, one labelled false', [anomaly(2, 2, { label: 'false' }), anomaly(4, 4)], 'clear'],
    ['two, one mild', [anomaly(2, 2, { severity: 'low' }), anomaly(4, 4)], 'clear'],
  ])('%s of the last three: %s', (_, anomalies, verdict) => {
    expect(judge(anomalies)).toMatchObject([{ verdict, at: after(4), value: 4 }]);
  });

  it('does not count the calm points that an anomaly spans', () => {
    expect(judge([anomaly(2, null)], 4, [2, 3])).toMatchObject([{ verdict: 'clear' }]);
    expect(judge([anomaly(2, null)], 4, [3])).toMatchObject([{ verdict: 'breached' }]);
  });

  it('says how many, and names the newest', () => {
    expect(judge([anomaly(2, 2), anomaly(4, 4)])).toEqual([
      {
        verdict: 'breached',
        at: after(4),
        value: 4,
        reason: '2 of the last 3 points are anomalous',
        anomalyId: 'ano_4',
      },
    ]);
  });

  it('is undecided while fewer points are known, unless they suffice', () => {
    expect(judge([anomaly(1, 1)], 0).map(({ verdict }) => verdict)).toEqual([
      'undecided',
      'undecided',
      'clear',
      'clear',
      'clear',
    ]);
    expect(judge([anomaly(0, 1)], 0)[1]).toMatchObject({ verdict: 'breached', at: after(1) });
  });
});
