import { DAY_MS, type Resolution, YEAR_MS } from '../resolution.ts';
import { inferResolution } from '../transforms/infer-resolution.ts';
import type { RegularSeries } from '../transforms/regularise.ts';

/** Share of a leaf's grid that must be observed for its resolution to count: a leaf with holes looks coarser than it is. */
const REGULAR_SHARE = 0.9;
const MONTH_MS = YEAR_MS / 12;

/** Usual length of a step, ms. */
export function stepLength({ unit, count }: Resolution): number {
  return unit === 'month' ? count * MONTH_MS : count;
}

/**
 * The resolution on which leaves can be added up: the coarsest of those that are regular at their own, since what is
 * known by week cannot be added by day. Without a regular leaf, that of all instants together; a day where these do not
 * tell.
 */
export function commonResolution(leaves: readonly RegularSeries[]): Resolution {
  const regular = leaves.filter(
    ({ at, gapsFilled, resolutionKnown }) =>
      resolutionKnown && at.length - gapsFilled >= REGULAR_SHARE * at.length,
  );
  if (regular.length === 0) {
    const instants = leaves.flatMap(({ at, filled }) => at.filter((_, i) => !filled[i]));
    return inferResolution(instants) ?? { unit: 'millisecond', count: DAY_MS };
  }
  return regular
    .map(({ resolution }) => resolution)
    .reduce((coarsest, other) => (stepLength(other) > stepLength(coarsest) ? other : coarsest));
}
