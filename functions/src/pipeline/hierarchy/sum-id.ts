import type { Labels } from '../../contracts/common.ts';
import { deterministicId } from '../../contracts/ids.ts';

/** The id of a sum: of all series of a key that carry the labels, whatever it was reconciled with and in any order. */
export function sumIdOf(key: string, labels: Labels): string {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return deterministicId('sum', key, ...pairs.flat());
}
