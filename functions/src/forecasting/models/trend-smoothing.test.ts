import { describe, expect, it } from 'vitest';
import fixture from '../../../test/fixtures/forecasting/r-forecasts.json' with { type: 'json' };
import { continueTrend, fitTrendSmoothing, type TrendKind } from './trend-smoothing.ts';

interface Series {
  name: string;
  h: number;
  train: number[];
  methods: Partial<Record<string, { mean: number[]; sse?: number }>>;
}

const cases = (method: string) =>
  (fixture.series as Series[]).flatMap(({ name, h, train, methods }) => {
    const answer = methods[method];
    return answer ? [{ label: name, h, train, answer }] : [];
  });

const spread = (y: readonly number[]) => Math.max(...y) - Math.min(...y);

describe('simple exponential smoothing', () => {
  it.each(cases('ses'))('forecasts $label as R does', ({ h, train, answer }) => {
    const path = continueTrend(fitTrendSmoothing(train, 'none'), h);
    path.forEach((value, i) => {
      expect(Math.abs(value - answer.mean[i]) / spread(train)).toBeLessThan(2e-3);
    });
  });
});

describe("Gardner and McKenzie's damped trend", () => {
  it.each(cases('holt-damped'))(
    'fits $label at most 1 % worse than R, with fewer evaluations',
    ({ train, answer }) => {
      expect(fitTrendSmoothing(train, 'damped').sse).toBeLessThanOrEqual(1.01 * (answer.sse ?? 0));
    },
  );
});

describe.each<TrendKind>(['none', 'additive', 'damped'])('with trend %s', (kind) => {
  const y = [3, 5, 4, 6, 8, 7, 9, 12, 11, 13, 12, 15];

  it('has the initial state that no other beats', () => {
    const { alpha, beta, phi, initialLevel, initialSlope, sse } = fitTrendSmoothing(y, kind);
    const run = (level: number, slope: number) => {
      let sum = 0;
      let [l, b] = [level, slope];
      for (const value of y) {
        const error = value - l - phi * b;
        sum += error ** 2;
        l += phi * b + alpha * error;
        b = phi * b + beta * error;
      }
      return sum;
    };
    expect(run(initialLevel, initialSlope)).toBeCloseTo(sse, 8);
    for (const [dl, db] of [
      [0.1, 0],
      [-0.1, 0],
      [0, kind === 'none' ? 0 : 0.05],
      [0, kind === 'none' ? 0 : -0.05],
    ]) {
      expect(run(initialLevel + dl, initialSlope + db)).toBeGreaterThanOrEqual(sse - 1e-9);
    }
  });

  it('moves with a shift and a scale', () => {
    const base = continueTrend(fitTrendSmoothing(y, kind), 4);
    const moved = continueTrend(
      fitTrendSmoothing(
        y.map((value) => 4 * value),
        kind,
      ),
      4,
    );
    moved.forEach((value, i) => {
      expect(value).toBeCloseTo(4 * base[i], 6);
    });
  });
});

it('continues a straight line', () => {
  const line = Array.from({ length: 20 }, (_, t) => 2 + 3 * t);
  const path = continueTrend(fitTrendSmoothing(line, 'additive'), 3);
  path.forEach((value, i) => {
    expect(value).toBeCloseTo(2 + 3 * (20 + i), 6);
  });
});
