import { describe, expect, it } from 'vitest';
import { correctPath, isCorrected } from './correct-path.ts';
import { frequencyClasses } from './frequency-class.ts';

describe('a correction', () => {
  const path = Float64Array.of(10, 10, 10, 10);

  it('adds its shapes in units of what a random walk moves over the horizon', () => {
    const steps = [1 / 4, 1 / 2, 3 / 4, 1];
    expect([...correctPath(path, [1, 0, 0], 3)]).toEqual(steps.map((u) => expect.closeTo(10 + 6 * u, 12)));
    expect([...correctPath(path, [0, 0.5, 2], 3)]).toEqual(
      steps.map((u) => expect.closeTo(10 + 6 * (0.5 * Math.sqrt(u) + 2 * u * u), 12)),
    );
  });

  it('that is empty leaves the path as it is', () => {
    expect(correctPath(path, [], 3)).toEqual(path);
  });

  it('is made for classes whose series do not move together', () => {
    expect(frequencyClasses.filter((_, kind) => isCorrected(kind))).toEqual([
      'yearly',
      'quarterly',
      'monthly',
      'hourly',
    ]);
  });
});
