import { directionOf } from './direction.ts';
import { surpriseOf } from './surprise.ts';
import type { Move } from './types.ts';

/** Net change over gross change below which changes cancel out. */
const NET_MIN = 0.1;

/** Several series together, in their unit. */
export interface Sums {
  readonly observed: number;
  readonly expected: number;
  /** Of the sizes of the levels. */
  readonly observedSize: number;
  readonly expectedSize: number;
  /** Of the squares of the spreads; infinite where one is not known. */
  readonly variance: number;
}

/** Sums over series. */
export function sumsOf(moves: readonly Move[]): Sums {
  return addUp(
    moves.map(({ observed, expected, spread }) => ({
      observed,
      expected,
      observedSize: Math.abs(observed),
      expectedSize: Math.abs(expected),
      variance: spread === null ? Number.POSITIVE_INFINITY : spread ** 2,
    })),
  );
}

/** Sums over groups of series. */
export function addUp(groups: readonly Sums[]): Sums {
  const total = (field: keyof Sums): number => groups.reduce((sum, group) => sum + group[field], 0);
  return {
    observed: total('observed'),
    expected: total('expected'),
    observedSize: total('observedSize'),
    expectedSize: total('expectedSize'),
    variance: total('variance'),
  };
}

/**
 * The group, if it moved by more than the spread of its sum, that of series independent of one another; otherwise as it
 * would be if it had done what was expected. What many calm series do by chance can be more than what few moved.
 */
export function withoutNoise(group: Sums): Sums {
  const { observed, expected, expectedSize, variance } = group;
  const moved = directionOf({ observed, expected, spread: Math.sqrt(variance) }) !== 0;
  return moved ? group : { ...group, observed: expected, observedSize: expectedSize };
}

/** Whether changes of groups in both directions leave less than a tenth of them as a change of all. */
export function cancelOut(groups: readonly Sums[]): boolean {
  const changes = groups.map(({ observed, expected }) => observed - expected);
  const gross = changes.reduce((sum, change) => sum + Math.abs(change), 0);
  const net = changes.reduce((sum, change) => sum + change, 0);
  return gross === 0 || Math.abs(net) < NET_MIN * gross;
}

/** The part of the whole that was expected of a group, 0 to 1; null where a level below zero leaves no parts. */
export const usualShareOf = (group: Sums, whole: Sums): number | null =>
  whole.expected > 0 && whole.expected === whole.expectedSize ? group.expected / whole.expected : null;

/**
 * Surprise of a group (see `surpriseOf`), in bits. Parts of the whole are parts of the sum of sizes, and what lies above
 * zero and what lies below are parts of their own; where nothing lies below, this is the paper's term.
 */
export function surpriseOfGroup(group: Sums, whole: Sums): number {
  const above = surpriseOf(
    part(group.expectedSize + group.expected, whole.expectedSize),
    part(group.observedSize + group.observed, whole.observedSize),
  );
  const below = surpriseOf(
    part(group.expectedSize - group.expected, whole.expectedSize),
    part(group.observedSize - group.observed, whole.observedSize),
  );
  return above + below;
}

const part = (twiceTheSize: number, whole: number): number =>
  whole === 0 ? 0 : Math.min(1, Math.max(0, twiceTheSize / 2 / whole));
