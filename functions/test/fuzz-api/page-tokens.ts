import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { resourceIds } from '../support/example-resources.ts';
import { hostileNumbers, hostileTexts } from './hostile-values.ts';

const ids = fc.constantFrom(...Object.values(resourceIds), ...hostileTexts.map((text) => text.slice(0, 300)));
const numbers = fc.oneof(fc.constantFrom(1_795_000_000, 0, 999_999_999), fc.constantFrom(...hostileNumbers));

/** Positions as our lists write them, and positions that nobody has written. */
const positions = fc.oneof(
  fc.record({ at: fc.oneof(fc.constant(null), fc.tuple(numbers, numbers)), id: ids }),
  fc.record({ at: fc.jsonValue({ maxDepth: 2 }), id: fc.jsonValue({ maxDepth: 1 }) }),
  fc.jsonValue({ maxDepth: 3 }),
);

const encode = (position: unknown): string => Buffer.from(JSON.stringify(position)).toString('base64url');

/** Page tokens: like ours, with wrong positions, cut, and none at all. */
export const pageTokens: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: positions.map(encode) },
  { weight: 1, arbitrary: positions.map((position) => encode(position).slice(1)) },
  { weight: 1, arbitrary: fc.constantFrom(...hostileTexts) },
);
