import {
  type Chances,
  type ChancesAsked,
  describeChances,
  levelsToPredict,
} from '../distribution/describe-chances.ts';
import type { Bounds } from '../forecast-request.ts';
import type { Prediction } from '../forecaster.ts';
import { normalPrediction } from '../models/normal-prediction.ts';
import type { LeafRange } from './reconcile-within.ts';

/**
 * What a reconciled forecast says of its chances: its own mean, standard deviation and intervals, and the normal
 * distribution that these follow from, with the sums of the leaves' bounds.
 */
export function coherentChances(
  { mean, standardDeviation, intervals }: Prediction,
  asked: ChancesAsked,
  ranges: readonly LeafRange[],
  integer: boolean | undefined,
): Chances {
  const free = normalPrediction([...mean], [...standardDeviation], levelsToPredict(asked));
  const { quantiles, distribution } = describeChances(free, asked, boundsOf(ranges, integer));
  return { mean, standardDeviation, intervals, quantiles, distribution };
}

/** Without those that are infinite. */
function boundsOf(ranges: readonly LeafRange[], integer: boolean | undefined): Bounds {
  const minimum = ranges.reduce((sum, range) => sum + range.minimum, 0);
  const maximum = ranges.reduce((sum, range) => sum + range.maximum, 0);
  return {
    ...(Number.isFinite(minimum) ? { minimum } : {}),
    ...(Number.isFinite(maximum) ? { maximum } : {}),
    ...(integer === undefined ? {} : { integer }),
  };
}
