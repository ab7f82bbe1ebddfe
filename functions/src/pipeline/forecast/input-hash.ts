import { createHash } from 'node:crypto';
import type { StoredPoint } from '../store/read-points.ts';

/** SHA-256 over the instants and values that a forecast saw, as little-endian doubles: the same input, the same hash. */
export function inputHash(points: readonly StoredPoint[]): string {
  const numbers = new Float64Array(points.length * 2);
  points.forEach(({ at, value }, index) => {
    numbers[index * 2] = at;
    numbers[index * 2 + 1] = value;
  });
  return createHash('sha256').update(new Uint8Array(numbers.buffer)).digest('hex');
}
