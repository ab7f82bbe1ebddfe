import type { Forecast } from '../../contracts/forecast.ts';
import { durationMs, keepDefaults } from '../../contracts/job-policies.ts';

/**
 * From when on Firestore may remove a forecast: `keepFor` after it was made, or after the last instant that it forecasts
 * where that is later, so that no forecast goes before what it said could be compared with what came.
 */
export function forecastExpiry(
  { madeAt, to }: Pick<Forecast, 'madeAt' | 'to'>,
  keepFor: string = keepDefaults.forecasts,
): Date {
  return new Date(Math.max(madeAt.getTime(), to.getTime()) + durationMs(keepFor));
}
