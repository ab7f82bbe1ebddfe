import { normalQuantile } from './normal-quantile.ts';

/**
 * A generator of standard normal numbers that is the same for the same `seed`: mulberry32 (T. Ettinger, public
 * domain; period 2³²) through the inverse of the normal distribution. Not for cryptography.
 */
export function randomNormals(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return normalQuantile((((t ^ (t >>> 14)) >>> 0) + 0.5) / 2 ** 32);
  };
}
