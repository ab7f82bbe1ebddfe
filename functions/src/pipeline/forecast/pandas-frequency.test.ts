import { expect, it } from 'vitest';
import type { Resolution } from '../../forecasting/index.ts';
import { parseFrequency } from '../timegpt/frequency.ts';
import { pandasFrequency } from './pandas-frequency.ts';

const second = 1_000;

it.each<[Resolution, string]>([
  [{ unit: 'millisecond', count: 250 }, '250L'],
  [{ unit: 'millisecond', count: second }, 'S'],
  [{ unit: 'millisecond', count: 90 * second }, '90S'],
  [{ unit: 'millisecond', count: 900 * second }, '15min'],
  [{ unit: 'millisecond', count: 3_600 * second }, 'H'],
  [{ unit: 'millisecond', count: 86_400 * second }, 'D'],
  [{ unit: 'millisecond', count: 7 * 86_400 * second }, 'W'],
  [{ unit: 'month', count: 1 }, 'MS'],
  [{ unit: 'month', count: 2 }, '2MS'],
  [{ unit: 'month', count: 3 }, 'QS'],
  [{ unit: 'month', count: 12 }, 'YS'],
])('writes %j as %j, and it is read as the same', (resolution, name) => {
  expect(pandasFrequency(resolution)).toBe(name);
  expect(parseFrequency(name).resolution).toEqual(resolution);
});
