import { coverage } from '../evaluation/accuracy.ts';
import { viewOrigins } from '../evaluation/rolling-origin.ts';
import type { Prediction } from '../forecaster.ts';
import { CROSTON_ALPHA } from '../models/croston.ts';
import { smoothDemand } from '../models/croston-fit.ts';
import { demandModel } from '../models/demand-prediction.ts';
import { mean } from '../numerics/statistics.ts';
import type { Candidate } from './candidate.ts';
import { combinePredictions, type Weighted } from './combine.ts';
import type { SelectionEvidence } from './selection.ts';

type Members = readonly Weighted<Candidate>[];

/**
 * Intermittent demand of the next `h` periods, by methods that are flat over the horizon: the one method's own
 * distribution, or around an average of several the compound one of `demandModel`, whose probability of a demand makes
 * its mean the average rate. `levels` ascending.
 */
export function predictDemand(
  members: Members,
  y: readonly number[],
  h: number,
  levels: readonly number[],
): Prediction {
  const fits = members.map(({ item, weight }) => ({ item: item.fit(y), weight }));
  const [{ item: only }] = fits;
  if (fits.length === 1 && only.ownIntervals) return only.predict(h, levels);
  const predictions = fits.map(({ item, weight }) => ({ item: item.predict(1), weight }));
  const rate = Math.max(0, combinePredictions(predictions).mean[0]);
  const { size, ratios } = smoothDemand(y, CROSTON_ALPHA);
  const probability = size > 0 ? Math.min(1, rate / size) : 0;
  return demandModel({ name: '', residuals: [], rate, probability, size, ratios }).predict(h, levels);
}

/** Share of the backtest's outcomes within the intervals made at each origin from what was known then, by level. */
export function demandCoverage(
  members: Members,
  y: readonly number[],
  { plan }: SelectionEvidence,
  levels: readonly number[],
): number[] {
  const shares = viewOrigins(y, plan).map(({ history, actual }) =>
    predictDemand(members, history, actual.length, levels).intervals.map(
      (interval) => coverage(actual, interval) ?? 0,
    ),
  );
  return levels.map((_, i) => mean(shares.map((share) => share[i])));
}
