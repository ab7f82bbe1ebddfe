import { expect, it } from 'vitest';
import { createUniform } from '../testing/series.ts';
import { createFlatLine, flatLineProbability, settleFlatLine } from './flat-line.ts';

/** The probability at the last of a series of comparisons; true is a repeat. */
function probabilityAfter(repeats: readonly boolean[]): number {
  const state = createFlatLine();
  let p = 1;
  for (const same of repeats) {
    p = flatLineProbability(state, same);
    settleFlatLine(state, same);
  }
  return p;
}

const moving = new Array<boolean>(1000).fill(false);
const run = (length: number) => new Array<boolean>(length).fill(true);

it('is 1 where the value moves', () => {
  expect(probabilityAfter(moving)).toBe(1);
});

it('falls with each repeat of a series that never repeats', () => {
  const p = [1, 3, 6, 10].map((length) => probabilityAfter([...moving, ...run(length)]));
  expect(p).toEqual([...p].sort((a, b) => b - a));
  expect(p[3]).toBeLessThan(1e-5);
});

it('finds a night of six equal hours ordinary where there is one every night', () => {
  const nights = Array.from({ length: 24 * 40 }, (_, i) => i % 24 < 6);
  expect(probabilityAfter([...nights, ...run(6)])).toBeGreaterThan(1e-3);
});

it('is not rare for counts that often repeat', () => {
  const uniform = createUniform(4);
  const coins = Array.from({ length: 2000 }, () => uniform() < 0.5);
  expect(probabilityAfter([...coins, false, ...run(6)])).toBeGreaterThan(1e-3);
});

it('takes a run that does not end for the new normal', () => {
  expect(probabilityAfter([...moving, ...run(1500)])).toBeGreaterThan(1e-3);
});
