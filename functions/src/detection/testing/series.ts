import type { Observation } from '../types.ts';

/** One hour in milliseconds. */
export const hourMs = 3_600_000;

/** A seeded source of uniform numbers in [0, 1): mulberry32 (public domain, Tommy Ettinger). */
export function createUniform(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Seeded standard normal numbers (Box and Muller 1958). */
export function createGaussian(seed: number): () => number {
  const uniform = createUniform(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/**
 * `n` observations, one each `stepMs` from Monday 2024-01-01, with the values that `valueAt` gives to their
 * indices.
 */
export function seriesOf(n: number, valueAt: (i: number) => number, stepMs = hourMs): Observation[] {
  const start = Date.UTC(2024, 0, 1);
  return Array.from({ length: n }, (_, i) => ({ at: start + i * stepMs, value: valueAt(i) }));
}

/** Hourly traffic of a business: busy by day, quiet at night and at the weekend, with noise. */
export function businessHours(n: number, seed: number, noise = 4): Observation[] {
  const gaussian = createGaussian(seed);
  return seriesOf(n, (i) => {
    const day = Math.max(0, Math.sin(((i % 24) / 24) * 2 * Math.PI - Math.PI / 2));
    const weekday = Math.floor(i / 24) % 7 < 5 ? 1 : 0.3;
    return 50 + 100 * day * weekday + noise * gaussian();
  });
}
