import { chancesOf } from '../../../alerting/kept-distribution.ts';
import type { Forecast } from '../../../contracts/forecast.ts';
import type { Metric } from '../../../contracts/metric.ts';
import type { Outlook } from '../../../detection/index.ts';
import { quantilesOf } from '../../../forecasting/index.ts';

/** Φ(−1): what lies this low is one standard deviation out, were it normal. */
const oneDeviation = 0.158655253931;
const monthMs = 28 * 86_400_000;

/** A kept forecast as the detector hears it. */
export interface ForecastOutlook {
  readonly madeAt: number;
  readonly resolution: NonNullable<Metric['resolution']>;
  /** What it says of the step nearest to an instant; undefined where none lies within half a step. */
  at(instant: number): Outlook | undefined;
}

/**
 * Reads the outlook of each step off the distribution of a forecast, within its bounds.
 *
 * @throws RangeError where the numbers of the forecast do not fit together.
 */
export function forecastOutlook(forecast: Forecast): ForecastOutlook {
  const madeAt = forecast.madeAt.getTime();
  const { resolution } = forecast.card.history;
  const { at, distribution } = chancesOf(forecast);
  const steps = distribution.quantiles.map(({ values }) => values.length);
  if (steps.length < 2 || steps.some((length) => length !== at.length))
    throw new RangeError('its distribution does not have two quantiles or more with a value for each point');
  if (at.some((instant, step) => instant <= (at[step - 1] ?? Number.NEGATIVE_INFINITY)))
    throw new RangeError('its points are not in order of time');
  const [low, middle, high] = quantilesOf(distribution, [oneDeviation, 0.5, 1 - oneDeviation]);
  const outlooks = at.map((_, step): Outlook => {
    const median = middle?.values[step] ?? Number.NaN;
    const below = median - (low?.values[step] ?? Number.NaN);
    const above = (high?.values[step] ?? Number.NaN) - median;
    if (!(below >= 0 && above >= 0))
      throw new RangeError('the quantiles of its distribution are not in order');
    return { median, below, above, madeAt };
  });
  const reachMs = (resolution.count * (resolution.unit === 'month' ? monthMs : 1)) / 2;
  return {
    madeAt,
    resolution,
    at(instant) {
      const step = nearest(at, instant);
      return Math.abs((at[step] ?? Number.NaN) - instant) <= reachMs ? outlooks[step] : undefined;
    },
  };
}

/** Index of the one of `instants` (sorted) that is nearest to `instant`; the earlier of two. */
function nearest(instants: readonly number[], instant: number): number {
  let low = 0;
  let high = instants.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? 0) <= instant) low = middle;
    else high = middle;
  }
  return instant - (instants[low] ?? 0) <= (instants[high] ?? 0) - instant ? low : high;
}
