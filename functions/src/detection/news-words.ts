import type { Novelty } from './memory/value-memory.ts';
import type { AnomalyKind } from './types.ts';

/** From this part of the range on it is worth saying that something is new. */
const NEWS_SHARE = 0.05;

/** How new a value is, or where it is not, the mean of the last three. */
export interface News {
  readonly novelty: Novelty;
  readonly newest: 'value' | 'mean';
}

/** What is news: the value, where that is worth saying, or else whatever is newer. `either` is the newer of the two. */
export function newsOf(value: Novelty, either: Novelty): News {
  return value.distance >= Math.min(NEWS_SHARE, either.distance)
    ? { novelty: value, newest: 'value' }
    : { novelty: either, newest: 'mean' };
}

/** Kinds whose sentence is about many points. */
const SLOW: ReadonlySet<AnomalyKind> = new Set(['level-shift', 'trend-change', 'variance-change']);

/** The clause that says how new it is, if it is. */
export function newsInWords(kind: AnomalyKind, { novelty: { distance, side }, newest }: News): string[] {
  if (distance < NEWS_SHARE || kind === 'missing' || kind === 'flat-line') return [];
  const one = SLOW.has(kind) ? 'the last value' : 'it';
  const who = newest === 'value' ? one : 'the mean of the last three';
  const share = `${Math.round(100 * distance)} % of the whole range`;
  if (side === 'within') return [`${who} is ${share} away from all values seen before`];
  return [`${who} is ${share} ${side} all values seen before`];
}
