import { describe, expect, it } from 'vitest';
import type { ForecasterName } from '../forecaster.ts';
import { randomNormals } from '../numerics/random-normals.ts';
import { namedCandidate } from './candidates.ts';

const noise = randomNormals(12);
/** A level of 100, a swing of 20 over `m` steps, and a little noise. */
const seasonal = (m: number, n: number) =>
  Array.from({ length: n }, (_, t) => 100 + 20 * Math.sin((2 * Math.PI * t) / m) + noise());

describe('a method asked for by name', () => {
  it.each<[ForecasterName, number[], string]>([
    ['ses', [], 'ses'],
    ['ses', [12], 'ses'],
    ['ets', [52], 'ets'],
    ['theta', [24, 168], 'theta[24+168]'],
    ['ses', [24, 168], 'ses[24+168]'],
    ['ets', [24, 168], 'ets[24+168]'],
    ['holt-winters-damped', [12], 'holt-winters-damped'],
    ['holt-winters-damped', [168], 'holt-winters-damped[168]'],
    ['seasonal-naive', [24, 168], 'seasonal-naive'],
    ['drift', [24, 168], 'drift'],
    ['tsb', [24, 168], 'tsb'],
  ])('%s with seasons %j is called %s', (name, seasonLengths, expected) => {
    expect(namedCandidate(name, seasonLengths).name).toBe(expected);
  });

  it.each<ForecasterName>([
    'ses',
    'holt',
    'damped-trend',
    'complex-smoothing',
    'theta',
    'optimised-theta',
    'ets',
  ])('%s repeats a season, itself or by having it taken out', (name) => {
    const { mean } = namedCandidate(name, [12]).fit(seasonal(12, 96)).predict(12);
    mean.forEach((value, i) => {
      expect(Math.abs(value - (100 + 20 * Math.sin((2 * Math.PI * i) / 12)))).toBeLessThan(6);
    });
  });

  it('ets leaves a season above 24 steps to the adjustment', () => {
    const fitted = namedCandidate('ets', [52]).fit(seasonal(52, 260));
    expect(fitted.name).toMatch(/^ETS\(.*,N\)$/);
    fitted.predict(26).mean.forEach((value, i) => {
      expect(Math.abs(value - (100 + 20 * Math.sin((2 * Math.PI * i) / 52)))).toBeLessThan(6);
    });
    expect(namedCandidate('ets', [24]).fit(seasonal(24, 240)).name).toMatch(/^ETS\(.*,[AM]\)$/);
  });
});
