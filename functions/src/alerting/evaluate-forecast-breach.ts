import type { z } from 'zod';
import type { forecastBreachConditionSchema } from '../contracts/alert-condition.ts';
import type { CrossingAnswer } from '../contracts/chances.ts';
import type { Forecast } from '../contracts/forecast.ts';
import type { Check } from './check.ts';
import {
  formatDuration,
  formatInstant,
  formatInstantFrom,
  formatNumber,
  formatProbability,
} from './format.ts';
import { tellCrossing } from './tell-crossings.ts';

/** A condition on what is to be expected. */
export type ForecastBreachCondition = z.infer<typeof forecastBreachConditionSchema>;

/** Directions in words, as they follow "expected to". */
export const directionWords: Record<ForecastBreachCondition['direction'], string> = {
  above: 'rise above',
  below: 'fall below',
};

/** The same where the newest observation is across already. */
const stayingWords: Record<ForecastBreachCondition['direction'], string> = {
  above: 'be above',
  below: 'be below',
};

type Told = Pick<CrossingAnswer, 'probability' | 'at'> & Partial<Pick<CrossingAnswer, 'alreadyCrossed'>>;

/**
 * Whether the forecast path crosses the threshold within the window, jointly over its steps, with at least the
 * probability asked for. The window starts at the forecast's origin, the newest observation that it saw.
 *
 * `undecided`: no points; a window that lies in the past; or an improbable crossing by a forecast that ends before
 * the window does, for then the rest of the window is unknown.
 */
export function evaluateForecastBreach(
  condition: ForecastBreachCondition,
  { forecastId, forecast }: { forecastId: string; forecast: Forecast },
  now: Date,
): Check {
  const origin = forecast.card.history.to;
  const until = new Date(origin.getTime() + condition.withinSeconds * 1_000);
  const undecided = (reason: string): Check => ({ verdict: 'undecided', at: origin, value: null, reason });
  if (forecast.points.length === 0) return undecided('the forecast has no points');
  if (until <= now) {
    return undecided(
      `the forecast rests on data up to ${formatInstant(origin)}: its window of ${formatDuration(condition.withinSeconds)} is over`,
    );
  }
  const { threshold, direction, withinSeconds } = condition;
  const found = tellCrossing(forecast, { threshold, direction, withinSeconds });
  const { probability, at, earliest, latest } = found;
  const breached = probability >= condition.probability;
  if (!breached && endsBefore(forecast, until)) {
    return undecided(`the forecast ends at ${formatInstant(forecast.to)}, before its window does`);
  }
  return {
    verdict: breached ? 'breached' : 'clear',
    at: origin,
    value: extremeMean(condition, forecast, until),
    reason: `${breached ? '' : 'not '}${describeCrossing(condition, found, origin)}`,
    crossing: { probability, at, earliest, latest, forecastId },
  };
}

/** `expected to rise above 60 within 24 h (p = 0.93, around 14:00 UTC)`. */
export function describeCrossing(
  { direction, threshold, withinSeconds }: ForecastBreachCondition,
  { probability, at, alreadyCrossed = null }: Told,
  reference: Date,
): string {
  const verb = alreadyCrossed === true ? stayingWords[direction] : directionWords[direction];
  const when = at === null ? '' : `, around ${formatInstantFrom(at, reference)}`;
  return `expected to ${verb} ${formatNumber(threshold)} within ${formatDuration(withinSeconds)} (${formatProbability(probability)}${when})`;
}

/** Whether another step of the forecast would still lie within the window. */
export function endsBefore({ points, card }: Forecast, until: Date): boolean {
  const last = points.at(-1)?.at.getTime() ?? Number.NEGATIVE_INFINITY;
  const before = points.at(-2)?.at.getTime() ?? card.history.to.getTime();
  return last + (last - before) <= until.getTime();
}

/** The expected value nearest to the threshold, or farthest beyond it, within the window; null when it holds no step. */
function extremeMean(
  { direction }: ForecastBreachCondition,
  { points }: Forecast,
  until: Date,
): number | null {
  const means = points.filter(({ at }) => at <= until).map(({ mean }) => mean);
  if (means.length === 0) return null;
  return means.reduce((best, mean) => (direction === 'above' ? Math.max(best, mean) : Math.min(best, mean)));
}
