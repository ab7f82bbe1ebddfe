import { expect, it } from 'vitest';
import { createGaussian } from '../testing/series.ts';
import { createShape, createShapeWork, observeShape } from './shape.ts';

function distances(n: number, valueAt: (i: number) => number): number[] {
  const state = createShape();
  const work = createShapeWork();
  return Array.from({ length: n }, (_, i) => observeShape(state, work, valueAt(i)));
}

it('has on white noise the size of five independent standard normals', () => {
  const squares = distances(4000, createGaussian(3))
    .slice(500)
    .map((d) => d * d);
  const mean = squares.reduce((sum, x) => sum + x) / squares.length;
  expect(mean).toBeGreaterThan(4.5);
  expect(mean).toBeLessThan(5.5);
});

it('finds a usual value that does not follow from those before it', () => {
  const gaussian = createGaussian(4);
  const wave = (i: number) => 10 * Math.sin((2 * Math.PI * i) / 48) + 0.2 * gaussian();
  const found = distances(2000, (i) => (i === 1500 ? 0 : wave(i)));
  const usual = Math.max(...found.slice(500, 1490));
  expect(1500 % 48).toBe(12);
  expect(found[1500]).toBeGreaterThan(3 * usual);
});

it('does not depend on unit and zero', () => {
  const values = Array.from({ length: 300 }, createGaussian(5));
  const plain = distances(300, (i) => values[i]);
  const moved = distances(300, (i) => 4096 * values[i]);
  moved.forEach((d, i) => {
    expect(d).toBeCloseTo(plain[i], 9);
  });
});

it('says nothing of a constant, and stays a number whatever comes', () => {
  expect(Math.max(...distances(200, () => 7))).toBe(0);
  const wild = distances(300, (i) => (i % 7 === 0 ? 4e307 : i % 5 === 0 ? -4e307 : 1e-300 * i));
  expect(wild.every(Number.isFinite)).toBe(true);
});
