import { type Calibration, calibrationBins } from '../../contracts/calibration.ts';
import type { ForecastBreachCondition } from '../evaluate-forecast-breach.ts';
import { firstAfter, type ObservedPoint } from '../observed-history.ts';

/** More points than so many a step are no steps of the forecast, which were made of several: what these did is not known. */
const denserBy = 1.5;

type Prediction = Calibration['pending'][string];

/**
 * Holds predictions against what was observed: each whose window is over goes from `pending` to the bin of its probability,
 * and came true where an observation in the window reached the threshold.
 *
 * One with fewer observations in its window than the forecast had steps waits as long again for those that are late, and is
 * `unsettled` then: counting it only where it crossed would flatter the rule. So is one with many more, for the forecast was
 * of aggregates.
 *
 * @param points observed, oldest first, and all that there are before `observedTo`, ms UTC
 * @param now newest instant that the series is known to have come to, ms UTC
 */
export function settlePredictions(
  before: Calibration,
  condition: Pick<ForecastBreachCondition, 'threshold' | 'direction' | 'probability'>,
  { points, observedTo }: { readonly points: readonly ObservedPoint[]; readonly observedTo: number },
  now: number,
): Calibration {
  const after = structuredCopy(before);
  for (const [slot, prediction] of Object.entries(before.pending)) {
    const { origin, until, probability, steps } = prediction;
    if (until.getTime() > now || until.getTime() >= observedTo) continue;
    const within = points.slice(firstAfter(points, origin.getTime()), firstAfter(points, until.getTime()));
    if (within.length < steps && !isOverdue(prediction, now)) continue;
    delete after.pending[slot];
    if (within.length < steps || within.length > steps * denserBy) {
      after.unsettled += 1;
      continue;
    }
    const cameTrue = within.some(({ value }) => isAcross(value, condition)) ? 1 : 0;
    const bin = after.bins[Math.min(calibrationBins - 1, Math.floor(probability * calibrationBins))];
    if (bin === undefined) throw new RangeError(`the probability ${probability} has no bin`);
    bin.count += 1;
    bin.sumProbability += probability;
    bin.cameTrue += cameTrue;
    after.sumSquaredError += (probability - cameTrue) ** 2;
    if (probability >= condition.probability) {
      after.breached.count += 1;
      after.breached.cameTrue += cameTrue;
    }
  }
  return after;
}

const isOverdue = ({ origin, until }: Prediction, now: number): boolean =>
  now - until.getTime() > until.getTime() - origin.getTime();

const isAcross = (
  value: number,
  { threshold, direction }: Pick<ForecastBreachCondition, 'threshold' | 'direction'>,
): boolean => (direction === 'above' ? value >= threshold : value <= threshold);

/** A copy with all its bins. */
function structuredCopy({ pending, bins, breached, ...rest }: Calibration): Calibration {
  return {
    ...rest,
    pending: { ...pending },
    bins: Array.from({ length: calibrationBins }, (_, i) => ({
      ...(bins[i] ?? { count: 0, sumProbability: 0, cameTrue: 0 }),
    })),
    breached: { ...breached },
  };
}
