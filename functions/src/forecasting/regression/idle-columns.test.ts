import { describe, expect, it } from 'vitest';
import { randomNormals } from '../numerics/random-normals.ts';
import type { Column, ContributionKind } from './design.ts';
import { idleColumns } from './idle-columns.ts';
import { leastSquares } from './least-squares.ts';
import { sweepOut, sweptRegression } from './swept-regression.ts';

const N = 120;
const normal = randomNormals(7);
const draw = (): number[] => Array.from({ length: N }, () => normal());
const column = (name: string, values: readonly number[], kind: ContributionKind = 'regressor'): Column => ({
  name,
  term: name,
  kind,
  values,
});
const level = column('level', new Array(N).fill(1), 'level');
const names = (columns: readonly Column[], places: readonly number[]) =>
  places.map((j) => columns[j].name).sort();

describe('idleColumns', () => {
  const useful = draw();
  const noise = Array.from({ length: 20 }, (_, i) => column(`noise ${i}`, draw()));
  const errors = draw();
  const columns = [level, column('useful', useful), ...noise];

  it('names all that says nothing, and leaves what says something', () => {
    const y = useful.map((x, t) => 5 + 0.8 * x + errors[t]);
    expect(names(columns, idleColumns(y, columns))).toEqual(names(noise, [...noise.keys()]));
  });

  it('names all but the level where nothing says anything', () => {
    expect(idleColumns(errors, columns)).toHaveLength(21);
  });

  it('keeps one of two that say nearly the same, and a rare event', () => {
    const twin = useful.map((x, t) => x + 0.01 * noise[0].values[t]);
    const fair = useful.map((_, t) => (t === 60 ? 1 : 0));
    const alike = [level, column('useful', useful), column('twin', twin), column('fair', fair, 'event')];
    const y = useful.map((x, t) => 0.8 * x + 8 * fair[t] + errors[t]);
    expect(idleColumns(y, alike)).toHaveLength(1);
    expect(names(alike, idleColumns(y, alike))).not.toContain('fair');
  });

  it('leaves trend and seasons, and columns that explain nothing anyway', () => {
    const trend = column(
      'trend',
      useful.map((_, t) => t),
      'trend',
    );
    expect(idleColumns(errors, [level, trend])).toEqual([]);
    expect(idleColumns(errors, [level, column('never', new Array(N).fill(0))])).toEqual([]);
  });

  it('does not depend on the units of columns and series', () => {
    const y = useful.map((x, t) => 5 + 0.8 * x + errors[t]);
    const scaled = columns.map((one, j) => ({ ...one, values: one.values.map((x) => x * 10 ** (j % 7)) }));
    const places = idleColumns(
      y.map((value) => 1e6 * value),
      scaled,
    );
    expect([...places].sort()).toEqual([...idleColumns(y, columns)].sort());
  });

  it('keeps what explains everything', () => {
    const exact = idleColumns(
      useful.map((x) => 3 + 2 * x),
      [level, column('useful', useful)],
    );
    expect(exact).toEqual([]);
  });
});

describe('sweptRegression', () => {
  const columns = [draw(), draw(), draw(), draw()];
  const y = columns[0].map((x, t) => x - columns[2][t] + normal());
  const errorOf = (used: readonly number[][]) => {
    const { coefficients } = leastSquares(used, y);
    return y.reduce((sum, value, t) => {
      const left = used.reduce((rest, one, j) => rest - coefficients[j] * one[t], value);
      return sum + left ** 2;
    }, 0);
  };

  it('knows what taking columns out costs, one after the other, as least squares without them does', () => {
    const regression = sweptRegression(columns, y);
    expect(regression.error).toBeCloseTo(errorOf(columns), 9);
    for (const [out, left] of [
      [1, [0, 2, 3]],
      [3, [0, 2]],
      [0, [2]],
    ] as const) {
      const before = regression.error;
      const gain = regression.gainOf(out);
      sweepOut(regression, out);
      expect(regression.error).toBeCloseTo(errorOf(left.map((j) => columns[j])), 9);
      expect(regression.error - before).toBeCloseTo(gain, 9);
    }
  });
});
