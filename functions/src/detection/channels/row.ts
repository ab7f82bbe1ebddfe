import { clip } from '../math/clip.ts';
import { createTail, recordTail, type TailState, tailProbability, tailQuantile } from '../math/tail-model.ts';
import { decadesOf, decadesOfBoth } from '../score.ts';
import {
  createReading,
  createYardstick,
  measure,
  type Reading,
  settleYardstick,
  type YardstickState,
} from './yardstick.ts';

/** Points that the scale of residuals remembers, and its least value in quanta. */
const SIZE_MEMORY_POINTS = 5000;
const FLOOR_QUANTA = 0.5;
/** Surprises before this point are not counted: scales have not settled. */
const SETTLING_POINTS = 16;
/** Surprises beyond so many spreads are one. */
const Z_MAX = 1e6;

/** How large single surprises have been, in spreads and in the unit of the series. */
export interface RowState {
  relative: TailState;
  absolute: YardstickState;
}

/** What the row says of a point: how large the surprise is, in spreads and in the unit of the series. */
export interface RowFinding {
  readonly relative: Reading;
  readonly absolute: Reading;
  /** Both together. */
  decades: number;
}

/** A row that has seen nothing. */
export function createRow(): RowState {
  return { relative: createTail('heavy', 1), absolute: createYardstick('heavy', 'absolute') };
}

/** A finding to be written into. */
export function createRowFinding(): RowFinding {
  return { relative: createReading(), absolute: createReading(), decades: 0 };
}

/**
 * The fast path: how surprising this one value is, `surprise` in spreads and `residual` in the unit of the series. Writes
 * into `finding`.
 */
export function observeRow(
  state: RowState,
  finding: RowFinding,
  surprise: number,
  residual: number,
  quantum: number,
): void {
  const { relative, absolute } = finding;
  relative.x = clip(surprise, Z_MAX);
  relative.p = tailProbability(state.relative, relative.x, 1);
  absolute.x = residual;
  absolute.floor = FLOOR_QUANTA * quantum;
  measure(state.absolute, absolute);
  finding.decades = decadesOfBoth(decadesOf(relative.p), decadesOf(absolute.p));
}

/** Takes a surprise in; `seen` points came before it. */
export function settleRow(
  state: RowState,
  { relative, absolute }: RowFinding,
  seen: number,
  needed: number,
): void {
  if (seen >= SETTLING_POINTS) recordTail(state.relative, relative.x, relative.p, 1);
  if (seen >= needed) settleYardstick(state.absolute, absolute, SIZE_MEMORY_POINTS);
}

/** Reaches of the band on one side, in spreads, with where the search for the last one ended. */
export interface BandReach {
  find(state: RowState, p: number): number;
}

/** How far the band reaches on one side of what is expected: where the surprise has probability `p`. */
export function createBandReach(side: 'up' | 'down'): BandReach {
  let near = 0;
  return {
    find(state, p) {
      const { x, bin } = tailQuantile(state.relative, side, p, 1, near);
      near = bin;
      return x;
    },
  };
}
