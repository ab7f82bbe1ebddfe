import { clip } from '../math/clip.ts';
import { createTail, recordTail, type TailState, tailProbability, tailQuantile } from '../math/tail-model.ts';
import { decadesOf, decadesOfBoth } from '../score.ts';
import { createYardstick, settleYardstick, type YardstickState, yardstickProbability } from './yardstick.ts';

/** Points that the scale of residuals remembers, and its least value in quanta. */
const SIZE_MEMORY_POINTS = 5000;
const FLOOR_QUANTA = 0.5;
/** Surprises before this point are not counted: scales have not settled. */
const SETTLING_POINTS = 16;
/** Surprises beyond so many spreads are one. */
const Z_MAX = 1e6;

/** How large single surprises have been, in spreads and in the unit of the series. Plain JSON. */
export interface RowState {
  relative: TailState;
  absolute: YardstickState;
}

/** What the row says of a point. */
export interface RowFinding {
  /** Surprise in spreads and in the unit of the series, and how rare that is by the yardstick of each. */
  z: number;
  residual: number;
  relativeP: number;
  absoluteP: number;
  floor: number;
  /** Both together. */
  decades: number;
}

/** A row that has seen nothing. */
export function createRow(): RowState {
  return { relative: createTail('heavy', 1), absolute: createYardstick('heavy', 'absolute') };
}

/** A finding to be written into. */
export function createRowFinding(): RowFinding {
  return { z: 0, residual: 0, relativeP: 1, absoluteP: 1, floor: 0, decades: 0 };
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
  finding.z = clip(surprise, Z_MAX);
  finding.residual = residual;
  finding.floor = FLOOR_QUANTA * quantum;
  finding.relativeP = tailProbability(state.relative, finding.z, 1);
  finding.absoluteP = yardstickProbability(state.absolute, residual, finding.floor);
  finding.decades = decadesOfBoth(decadesOf(finding.relativeP), decadesOf(finding.absoluteP));
}

/** Takes a surprise in; `seen` points came before it. */
export function settleRow(state: RowState, finding: RowFinding, seen: number, needed: number): void {
  if (seen >= SETTLING_POINTS) recordTail(state.relative, finding.z, finding.relativeP, 1);
  if (seen >= needed)
    settleYardstick(state.absolute, finding.residual, finding.absoluteP, finding.floor, SIZE_MEMORY_POINTS);
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
