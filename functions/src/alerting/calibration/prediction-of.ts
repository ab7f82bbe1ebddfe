import type { Calibration } from '../../contracts/calibration.ts';
import type { Forecast } from '../../contracts/forecast.ts';
import type { Check } from '../check.ts';
import { endsBefore, type ForecastBreachCondition } from '../evaluate-forecast-breach.ts';

/** Predictions of one series that wait for their window to end, at the most: the last of each hundredth of a window. */
const slotsPerWindow = 100;

/** A prediction that can be held against what comes, and the slot in which it waits. */
export interface Prediction {
  readonly slot: string;
  readonly prediction: Calibration['pending'][string];
}

/**
 * What a check on a forecast has said that will show to be right or wrong: the probability to cross within the window.
 * Null where it said nothing, or the forecast does not reach to the end of the window, so that it spoke of a part.
 */
export function predictionOf(
  { withinSeconds }: ForecastBreachCondition,
  { crossing, at: origin }: Check,
  forecast: Forecast,
): Prediction | null {
  const windowMs = withinSeconds * 1_000;
  const until = new Date(origin.getTime() + windowMs);
  const steps = forecast.points.filter(({ at }) => at <= until).length;
  if (crossing === undefined || steps === 0 || endsBefore(forecast, until)) return null;
  const slot = Math.floor((origin.getTime() * slotsPerWindow) / windowMs);
  return { slot: String(slot), prediction: { origin, until, probability: crossing.probability, steps } };
}
