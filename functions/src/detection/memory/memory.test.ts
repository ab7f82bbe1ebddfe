import { expect, it } from 'vitest';
import { createUniform } from '../testing/series.ts';
import { consultMemory, createMemory, createMemoryWork } from './memory.ts';

function findings(n: number, valueAt: (i: number) => number) {
  const state = createMemory();
  const work = createMemoryWork();
  return Array.from({ length: n }, (_, i) => structuredClone(consultMemory(state, work, valueAt(i), i)));
}

/** Uniform between 0 and 100. */
function uniformSeries(extra: Readonly<Record<number, number>>) {
  const uniform = createUniform(2);
  return (i: number) => extra[i] ?? 100 * uniform();
}

it('gives a value beyond all that was, by 7 % of the range 4 decades and by a third nearly 7', () => {
  const at = (value: number) => findings(3001, uniformSeries({ 3000: value }))[3000];
  expect(at(107.5)).toMatchObject({ sort: 'value', novelty: { side: 'above' } });
  expect(at(107.5).decades).toBeGreaterThan(3.7);
  expect(at(107.5).decades).toBeLessThan(4.3);
  expect(at(-45)).toMatchObject({ sort: 'value', novelty: { side: 'below' } });
  expect(at(-45).decades).toBeGreaterThan(6.2);
});

it('finds a level that noise hides by the mean of three', () => {
  const found = findings(3003, uniformSeries({ 3000: 99, 3001: 99.5, 3002: 99.8 }));
  expect(found[3000].novelty.distance).toBeLessThan(0.02);
  expect(found[3002].novelty).toMatchObject({ side: 'above' });
});

it('is more careful while the series is young', () => {
  const at = (n: number) => findings(n + 1, uniformSeries({ [n]: 130 }))[n].decades;
  expect(at(200)).toBeLessThan(at(2000) - 0.5);
});

it('is silent on what goes on as ever', () => {
  const found = findings(3000, uniformSeries({}));
  expect(found.slice(500).filter(({ decades }) => decades >= 4).length).toBeLessThanOrEqual(1);
});
