import { describe, expect, it } from 'vitest';
import fixture from '../../../../test/fixtures/forecasting/r-arima.json' with { type: 'json' };
import { type ArimaOrder, orderLabel } from './arima-order.ts';
import { chooseArima } from './choose-arima.ts';
import { chooseDifferencing } from './choose-differencing.ts';
import { differences } from './differences.ts';
import { kpssStatistic } from './kpss-statistic.ts';
import { type Choice, searchOrders } from './search-orders.ts';

type Series = Record<string, { seasonLength: number; y: number[] }>;

const cases = fixture.choices.map((answer) => {
  const { seasonLength, y } = (fixture.series as Series)[answer.name];
  const [p, d, q, P = 0, D = 0, Q = 0] = answer.order;
  const order: ArimaOrder = { p, d, q, P, D, Q, seasonLength, constant: answer.constant };
  const series = Float64Array.from(y);
  return {
    label: answer.name,
    answer,
    order,
    seasonLength,
    y: series,
    ours: chooseArima(series, seasonLength),
  };
});

const never = () => false;

describe('on twenty series of R', () => {
  it('compares them all', () => {
    expect(cases).toHaveLength(20);
  });

  it.each(cases)('gives $label the KPSS statistics of R', ({ answer, y }) => {
    expect(kpssStatistic(y)).toBeCloseTo(answer.kpss, 8);
    expect(kpssStatistic(differences(y, 1))).toBeCloseTo(answer.kpssDifferences, 8);
  });

  it.each(cases)('differences $label as often as R', ({ answer, y, seasonLength }) => {
    expect(chooseDifferencing(y, seasonLength, never)).toEqual({ d: answer.d, D: answer.D, seasonLength });
  });

  // The prior of R moves AICc by some thousandths (see fit-arma.test.ts).
  it.each(cases)('finds for $label a model that is no worse than that of R', ({ answer, ours }) => {
    expect(ours.aicc).toBeLessThan(answer.aicc + 0.01);
  });

  it('chooses the order of R for all but two, for which it finds better ones', () => {
    const different = cases.filter(({ ours, order }) => orderLabel(ours.order) !== orderLabel(order));
    expect(
      different.map(({ label, ours, order }) => [label, orderLabel(ours.order), orderLabel(order)]),
    ).toEqual([
      ['LakeHuron', '(0,1,4)', '(0,1,0)'],
      ['nottem', '(1,0,1)(1,1,2)[12] with drift', '(1,0,2)(1,1,2)[12] with drift'],
    ]);
    for (const { ours, answer } of different) expect(ours.aicc).toBeLessThan(answer.aicc - 1);
  });
});

describe('the stepwise search', () => {
  const limits = { pMax: 5, qMax: 5, PMax: 2, QMax: 2, constants: [true, false], short: false };
  const distanceTo = (goal: Choice) => (choice: Choice) =>
    (['p', 'q', 'P', 'Q', 'constant'] as const).reduce(
      (sum, key) => sum + Math.abs(Number(choice[key]) - Number(goal[key])),
      0,
    );

  it('walks to the best model and answers all that it met, best first', () => {
    const goal = { p: 5, q: 3, P: 2, Q: 0, constant: false };
    const visited = searchOrders(limits, distanceTo(goal));
    expect(visited[0]).toEqual({ choice: goal, criterion: 0 });
    expect(visited.map(({ criterion }) => criterion)).toEqual(
      visited.map(({ criterion }) => criterion).sort((a, b) => a - b),
    );
  });

  it('scores no model twice, none beyond its limits, and not more than 94', () => {
    const seen: string[] = [];
    searchOrders({ ...limits, constants: [true] }, (choice) => {
      seen.push(JSON.stringify(choice));
      expect(choice.constant).toBe(true);
      expect(Math.max(choice.p, choice.q)).toBeLessThanOrEqual(5);
      expect(Math.max(choice.P, choice.Q)).toBeLessThanOrEqual(2);
      return -choice.p - choice.q - choice.P - choice.Q;
    });
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeLessThanOrEqual(94);
  });

  it('starts a short series from simpler models', () => {
    const seen: Choice[] = [];
    searchOrders({ ...limits, short: true }, (choice) => {
      seen.push(choice);
      return seen.length;
    });
    expect(seen[0]).toEqual({ p: 1, q: 1, P: 0, Q: 0, constant: true });
  });
});
