import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNovelty, createValueMemory, meetValue, type ValueMemoryState } from './value-memory.ts';

function memoryOf(values: readonly number[]) {
  const state = createValueMemory();
  values.forEach((x, point) => {
    meetValue(state, createNovelty(), x, point);
  });
  return state;
}

/** How new a value would be: the memory stays as it is. */
function noveltyOf(state: ValueMemoryState, x: number, point: number) {
  const novelty = createNovelty();
  meetValue(structuredClone(state), novelty, x, point);
  return novelty;
}

/** Two values in turn, so often that both are known. */
const known = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 10 : 20));

describe('novelty', () => {
  it('is the distance to the nearest known value as a part of the whole range', () => {
    const state = memoryOf(known);
    expect(noveltyOf(state, 40, 200)).toEqual({ distance: 20 / 30, side: 'above' });
    expect(noveltyOf(state, -10, 200)).toEqual({ distance: 20 / 30, side: 'below' });
    expect(noveltyOf(state, 14, 200)).toEqual({ distance: 4 / 10, side: 'within' });
    expect(noveltyOf(state, 20, 200).distance).toBe(0);
  });

  it('is none while nothing is known, and for a constant', () => {
    expect(noveltyOf(createValueMemory(), 5, 0)).toEqual({ distance: 0, side: 'within' });
    expect(noveltyOf(memoryOf(Array(100).fill(5)), 5, 100).distance).toBe(0);
    expect(noveltyOf(memoryOf([5, 6]), 9, 2).distance).toBe(0);
  });

  it('is not lessened by an incident that goes on, and is once that is long ago', () => {
    const state = memoryOf([...known, ...Array(30).fill(100)]);
    expect(noveltyOf(state, 100, 230).distance).toBeGreaterThan(0.8);
    expect(noveltyOf(state, 100, 230 + 64).distance).toBe(0);
  });

  it('forgets what did not come back for 8,192 points', () => {
    const state = memoryOf([...known.slice(0, 100), ...Array(100).fill(100), ...Array(8400).fill(15)]);
    expect(noveltyOf(state, 100, 8600).distance).toBeGreaterThan(0.5);
  });

  it('is in [0, 1], the same in any unit and from any zero, and its memory is bounded and sorted', () => {
    const value = fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 64);
    fc.assert(
      fc.property(fc.array(value, { maxLength: 400, size: 'max' }), value, (values, x) => {
        const state = memoryOf(values);
        const novelty = noveltyOf(state, x, values.length);
        expect(novelty.distance).toBeGreaterThanOrEqual(0);
        expect(novelty.distance).toBeLessThanOrEqual(1);
        expect(state.n).toBeLessThanOrEqual(64);
        expect(state.values.slice(0, state.n)).toEqual(state.values.slice(0, state.n).sort());
        expect(state.values.slice(state.n)).toEqual(new Float64Array(65 - state.n));
        const moved = memoryOf(values.map((v) => 1024 * v + 4096));
        expect(noveltyOf(moved, 1024 * x + 4096, values.length)).toEqual(novelty);
      }),
    );
  });
});
