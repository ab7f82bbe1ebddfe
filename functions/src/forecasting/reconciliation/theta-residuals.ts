import { forecasters } from '../models/forecasters.ts';
import { type Candidate, withoutSeasons, withSeason } from '../selection/candidate.ts';

/** Newest errors used: more would cost time, and correlations change. */
const RESIDUALS_MAX = 200;
/** Newest points that theta is fitted to, beyond which its errors stay the same. */
const POINTS_MAX = 2_000;

/**
 * One-step errors of theta in the sample, the stand-in for those of the automatic forecast: an ensemble of which not
 * every member has any, and whose backtest has three origins, of which the errors at all steps go together. Reconciliation
 * takes their correlations only. `histories` (finite, oldest first) end at the same instant; errors before a history
 * began, and all of one too short for theta, are 0, which correlates with nothing. One row each, of one length.
 */
export function thetaResiduals(
  histories: readonly (readonly number[])[],
  seasonLengths: readonly (readonly number[])[],
): number[][] {
  const rows = histories.map((history, i) =>
    residualsOf(history.slice(-POINTS_MAX), seasonLengths[i]).slice(-RESIDUALS_MAX),
  );
  const length = rows.reduce((max, row) => Math.max(max, row.length), 0);
  return rows.map((row) => [...new Array<number>(length - row.length).fill(0), ...row]);
}

function residualsOf(y: readonly number[], lengths: readonly number[]): readonly number[] {
  const usable = (candidate: Candidate) => candidate.lengthMin <= y.length;
  const several = lengths.length > 1 ? [withoutSeasons(forecasters.theta, lengths)] : [];
  const single = [lengths[0] ?? 1, 1].map((length) => withSeason(forecasters.theta, length));
  return [...several, ...single].find(usable)?.fit(y).residuals ?? [];
}
