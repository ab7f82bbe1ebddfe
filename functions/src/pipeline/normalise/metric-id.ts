import type { Labels } from '../../contracts/common.ts';
import { deterministicId } from '../../contracts/ids.ts';

/** The id of a series: the same key and labels give the same id, whatever source they come from and in any order. */
export function metricIdOf(key: string, labels: Labels): string {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return deterministicId('metric', key, ...pairs.flat());
}
