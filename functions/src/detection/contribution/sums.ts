import { surpriseOf } from './surprise.ts';
import type { Move } from './types.ts';

/** Net change over gross change below which changes cancel out. */
const NET_MIN = 0.1;

/** Several series together, in their unit. */
export interface Sums {
  readonly observed: number;
  readonly expected: number;
  /** Of the sizes of the levels, and of the changes. */
  readonly observedSize: number;
  readonly expectedSize: number;
  readonly gross: number;
}

const nothing: Sums = { observed: 0, expected: 0, observedSize: 0, expectedSize: 0, gross: 0 };

/** Sums over series. */
export function sumsOf(moves: readonly Move[]): Sums {
  return moves.reduce<Sums>(
    (sums, { observed, expected }) => ({
      observed: sums.observed + observed,
      expected: sums.expected + expected,
      observedSize: sums.observedSize + Math.abs(observed),
      expectedSize: sums.expectedSize + Math.abs(expected),
      gross: sums.gross + Math.abs(observed - expected),
    }),
    nothing,
  );
}

/** Whether changes in both directions leave less than a tenth of them as a change of all. */
export const cancelOut = ({ observed, expected, gross }: Sums): boolean =>
  gross === 0 || Math.abs(observed - expected) < NET_MIN * gross;

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
