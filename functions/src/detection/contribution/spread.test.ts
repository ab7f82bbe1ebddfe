import { expect, it } from 'vitest';
import { spreadOf } from './spread.ts';

it.each([
  [[1, -1, 1], null],
  [[1, -1, 2, -2], 1.4826022185056018 * 1.5],
  [[0, 0, 0, 0, 0, 3], 1.2533141373155003 * 0.5],
  [[0, 0, 0, 0], 0],
])('of %j is %s', (deviations, spread) => {
  expect(spreadOf(deviations)).toBe(spread);
});
