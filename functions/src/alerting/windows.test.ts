import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertCondition, WindowAggregate } from '../contracts/alert-condition.ts';
import { evaluate } from './evaluate.ts';
import type { Findings } from './findings.ts';
import type { ObservedHistory } from './observed-history.ts';
import { windowValues } from './window-values.ts';

const start = Date.parse('2026-11-21T12:00:00Z');
const minute = (n: number) => new Date(start + n * 60_000);
const history = (values: readonly number[], covered = { from: start - 60_000, to: start + 86_400_000 }) => ({
  points: values.map((value, i) => ({ at: start + i * 60_000, value })),
  covered: [covered],
});

const resultOf = (found: ReturnType<typeof windowValues>[number] | undefined) =>
  found !== undefined && 'value' in found ? found.value : found?.undecided;

describe('windowValues', () => {
  it.each<[WindowAggregate, number]>([
    ['average', 4],
    ['minimum', 1],
    ['maximum', 10],
    ['sum', 16],
    ['count', 4],
    ['last', 3],
    ['p50', 2.5],
    ['p90', 7.9],
    ['p95', 8.95],
    ['p99', 9.79],
  ])('%s of 1, 10, 2, 3 is %d', (aggregate, expected) => {
    // Percentiles: R 4.4, quantile(c(1, 10, 2, 3), c(.5, .9, .95, .99), type = 7).
    const window = { seconds: 240, aggregate, minimumPoints: 1 };
    const [found] = windowValues(history([7, 1, 10, 2, 3]), window, [start + 4 * 60_000]);
    expect(resultOf(found)).toBeCloseTo(expected, 12);
  });

  it('is open to the left: a point as old as the window is long is not in it', () => {
    const window = { seconds: 60, aggregate: 'count', minimumPoints: 1 } as const;
    expect(windowValues(history([1, 2]), window, [start + 60_000])).toEqual([{ value: 1, points: 1 }]);
  });

  it('has for each end what it would have for that end alone, whatever came before', () => {
    const cases = fc.record({
      points: fc.uniqueArray(
        fc.record({ at: fc.integer({ min: 0, max: 300 }), value: fc.integer({ min: -5, max: 5 }) }),
        { selector: ({ at }) => at, minLength: 1, maxLength: 60 },
      ),
      seconds: fc.integer({ min: 1, max: 120 }),
      aggregate: fc.constantFrom<WindowAggregate[]>('average', 'sum', 'minimum', 'p50', 'p95', 'count'),
      minimumPoints: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(cases, ({ points, ...window }) => {
        const sorted = points
          .toSorted((a, b) => a.at - b.at)
          .map(({ at, value }) => ({ at: at * 1_000, value }));
        const known: ObservedHistory = { points: sorted, covered: [{ from: -1e9, to: 1e9 }] };
        const ends = sorted.map(({ at }) => at);
        const together = windowValues(known, window, ends);
        expect(together).toEqual(ends.map((end) => windowValues(known, window, [end])[0]));
        for (const [i, end] of ends.entries()) {
          const within = sorted.filter(({ at }) => at > end - window.seconds * 1_000 && at <= end);
          const found = together[i];
          if (found === undefined || 'undecided' in found)
            expect(within.length).toBeLessThan(window.minimumPoints);
          else expect(found.points).toBe(within.length);
        }
      }),
    );
  });

  it.each([
    ['short of points', [1, 2], 300, 3, undefined, 'holds 2 of the 3 points that it needs'],
    ['not read whole', [1, 2], 300, 1, { from: start, to: start + 86_400_000 }, 'reaches farther back'],
    [
      'not read up to its end',
      [1, 2],
      60,
      1,
      { from: start - 60_000, to: start + 60_000 },
      'reaches farther back',
    ],
    ['with a value that is none', [1, Number.NaN], 300, 1, undefined, 'not a number'],
  ] as const)('is undecided %s', (_, values, seconds, minimumPoints, covered, words) => {
    const known = history(values, covered ?? { from: start - 600_000, to: start + 86_400_000 });
    const window = { seconds, aggregate: 'average', minimumPoints } as const;
    expect(resultOf(windowValues(known, window, [start + 60_000])[0])).toContain(words);
  });
});

describe('a threshold over a window', () => {
  const condition: AlertCondition = {
    type: 'threshold',
    operator: '>',
    threshold: 60,
    window: { seconds: 180, aggregate: 'average', minimumPoints: 2 },
  };
  const judge = (findings: Findings, now = minute(10)) =>
    evaluate({ condition, noData: null }, findings, now);
  const values = [50, 60, 80, 100, 20];
  const observed = (from: number) => values.slice(from).map((value, i) => ({ at: minute(from + i), value }));
  const known = history(values, { from: start - 600_000, to: start + 86_400_000 });

  it('is checked at each new point, over old points and new', () => {
    expect(judge({ observations: observed(2), history: known })).toEqual([
      {
        verdict: 'breached',
        at: minute(2),
        value: 190 / 3,
        reason: '63.3333 (average over 3 min) is above 60',
      },
      { verdict: 'breached', at: minute(3), value: 80, reason: '80 (average over 3 min) is above 60' },
      { verdict: 'breached', at: minute(4), value: 200 / 3, reason: expect.any(String) },
    ]);
    expect(judge({ observations: observed(0), history: known })[0]).toMatchObject({ verdict: 'undecided' });
  });

  it('has the same checks when the points come one by one', () => {
    const together = judge({ observations: observed(0), history: known });
    const onebyone = values.flatMap((value, i) => {
      const seen = history(values.slice(0, i + 1), { from: start - 600_000, to: start + 86_400_000 });
      return judge({ observations: [{ at: minute(i), value }], history: seen });
    });
    expect(onebyone).toEqual(together);
  });

  it('looks at the newest window again when a late point falls into it, and at no other', () => {
    const late = (n: number) => ({
      observations: [],
      late: { to: minute(n), newest: minute(4) },
      history: known,
    });
    expect(judge(late(2))).toMatchObject([{ at: minute(4), value: 200 / 3 }]);
    expect(judge(late(1))).toEqual([]);
  });

  it('passes over windows that ended more than a day ago, but for the newest', () => {
    const now = new Date(minute(3).getTime() + 86_400_000);
    expect(judge({ observations: observed(0), history: known }, now)).toMatchObject([
      { at: minute(3) },
      { at: minute(4) },
    ]);
    const later = new Date(minute(9).getTime() + 86_400_000);
    expect(judge({ observations: observed(0), history: known }, later)).toMatchObject([{ at: minute(4) }]);
  });

  it('decides nothing where no history was read', () => {
    expect(judge({ observations: observed(0) })).toEqual([]);
  });
});
