import type { Observation } from '../types.ts';
import { hourMs } from './series.ts';

/**
 * A series of hours with what forecasts that are made `every` so many hours, from the hour `from` on, say of it.
 * `medianAt` is given the hour, and the hour in which the forecast was made.
 */
export function withOutlooks(
  series: readonly Observation[],
  medianAt: (i: number, madeAtHour: number) => number,
  given: { below?: number; above?: number; every?: number; from?: number } = {},
): Observation[] {
  const { below = 4, above = below, every = 24, from = 0 } = given;
  const start = series[0]?.at ?? 0;
  return series.map((observation, i) => {
    if (i < from) return observation;
    const made = i - (i % every);
    const madeAt = start + made * hourMs - 1;
    return { ...observation, outlook: { median: medianAt(i, made), below, above, madeAt } };
  });
}
