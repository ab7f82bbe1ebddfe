import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGaussian } from '../testing/series.ts';
import {
  createTail,
  fadeTail,
  tailProbability as probabilityAtScale,
  recordTail,
  type TailState,
  tailQuantile,
} from './tail-model.ts';

const tailProbability = (tail: TailState, z: number, scale = 1) => probabilityAtScale(tail, z, scale);

function tailOf(sizes: readonly number[], tail = createTail('heavy', 1), scale = 1): TailState {
  for (const z of sizes) recordTail(tail, z, tailProbability(tail, z, scale), scale);
  return tail;
}

const residual = fc.double({ min: -1e5, max: 1e5, noNaN: true });

describe('tailProbability', () => {
  it('is the prior while nothing was seen: (1 + z²/6)^-3', () => {
    expect(tailProbability(createTail('heavy', 1), 4)).toBeCloseTo((1 + 16 / 6) ** -3, 2);
  });

  it('is 1 at no surprise and treats both sides alike before any is seen', () => {
    const tail = createTail('light', 1);
    expect(tailProbability(tail, 0)).toBe(1);
    expect(tailProbability(tail, -3)).toBe(tailProbability(tail, 3));
  });

  it('comes near the Gaussian frequencies on Gaussian residuals', () => {
    const gaussian = createGaussian(5);
    const tail = tailOf(Array.from({ length: 8000 }, gaussian));
    expect(tailProbability(tail, 2)).toBeGreaterThan(0.035);
    expect(tailProbability(tail, 2)).toBeLessThan(0.065);
  });

  it('learns one side without touching the other', () => {
    const tail = tailOf(Array.from({ length: 1000 }, (_, i) => (i % 20 === 0 ? 15 : 0.1)));
    expect(tailProbability(tail, 12)).toBeGreaterThan(1e-3);
    expect(tailProbability(tail, -12)).toBeLessThan(2e-4);
  });

  it('never rises as the residual grows, and stays in (0, 1]', () => {
    fc.assert(
      fc.property(fc.array(residual, { maxLength: 300 }), residual, residual, (seen, a, b) => {
        const tail = tailOf(seen);
        const [near, far] = [Math.abs(a), Math.abs(b)].sort((x, y) => x - y);
        expect(tailProbability(tail, far)).toBeLessThanOrEqual(tailProbability(tail, near) + 1e-12);
        expect(tailProbability(tail, -Infinity)).toBeGreaterThan(0);
        expect(tailProbability(tail, 0)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('tailQuantile', () => {
  it('is the inverse of the tail probability', () => {
    fc.assert(
      fc.property(
        fc.array(residual, { maxLength: 300 }),
        fc.double({ min: 1e-9, max: 0.5, noNaN: true }),
        (seen, p) => {
          const tail = tailOf(seen);
          const { x: z } = tailQuantile(tail, 'up', p, 1);
          if (z < 5000 && tailProbability(tail, z) > 2e-6)
            expect(tailProbability(tail, z) / p).toBeCloseTo(1, 6);
          else expect(tailProbability(tail, z)).toBeGreaterThanOrEqual(p * 0.999999);
        },
      ),
    );
  });
});

describe('recordTail', () => {
  it('counts a run of rare residuals as one event', () => {
    const calm = Array.from({ length: 2000 }, () => 0.3);
    const once = tailOf([...calm, 40, 0.3]);
    const burst = tailOf([...calm, ...Array.from({ length: 50 }, () => 40), 0.3]);
    expect(tailProbability(burst, 40) / tailProbability(once, 40)).toBeCloseTo(1, 1);
  });

  it('takes a residual that keeps coming back for ordinary', () => {
    const tail = tailOf(Array.from({ length: 3000 }, (_, i) => (i % 100 === 99 ? 40 : 0.3)));
    expect(tailProbability(tail, 40)).toBeGreaterThan(1e-3);
  });

  it('forgets: its memory is bounded', () => {
    const tail = tailOf(Array.from({ length: 50_000 }, (_, i) => (i < 100 ? 3 : 0.3)));
    expect(tail.n).toBeLessThan(8192);
    expect(JSON.stringify(tail).length).toBeLessThan(2000);
  });

  it('keeps what was large, also when the scale has become small', () => {
    const sizes = [...Array.from({ length: 500 }, (_, i) => (i % 50 === 0 ? 800 : 100)), 0];
    const tail = tailOf(sizes, createTail('heavy'), 100);
    expect(tailProbability(tail, 700, 1)).toBeGreaterThan(1e-3);
    expect(tailProbability(tail, 5000, 1)).toBeLessThan(1e-4);
  });

  it('tells apart sizes of any order, whatever came first', () => {
    const sizes = Array.from({ length: 4000 }, (_, i) =>
      i < 2000 || i % 4 > 0 ? 1e-9 : i % 8 > 0 ? 1e5 : 1e9,
    );
    const tail = tailOf(sizes, createTail('heavy'), 1e-9);
    const [small, large, larger] = [9e4, 5e8, 1e12].map((size) => tailProbability(tail, size, 1e-9));
    expect(small).toBeGreaterThan(1.5 * large);
    expect(large).toBeGreaterThan(0.02);
    expect(larger).toBeLessThan(1e-4);
  });

  it('lets faded counts weigh an eighth', () => {
    const tail = tailOf(Array.from({ length: 1000 }, (_, i) => (i % 10 === 0 ? 30 : 0.3)));
    const before = tailProbability(tail, 25);
    fadeTail(tail);
    expect(before / tailProbability(tail, 25)).toBeGreaterThan(6);
    expect(before / tailProbability(tail, 25)).toBeLessThan(8);
  });
});

describe('the search for a quantile', () => {
  it('ends where it would from any other bin', () => {
    fc.assert(
      fc.property(
        fc.array(residual, { maxLength: 200 }),
        fc.double({ min: 1e-6, max: 0.5, noNaN: true }),
        fc.integer({ min: 0, max: 80 }),
        (seen, p, near) => {
          const tail = tailOf(seen);
          expect(tailQuantile(tail, 'down', p, 1, near)).toEqual(tailQuantile(tail, 'down', p, 1));
        },
      ),
    );
  });
});
