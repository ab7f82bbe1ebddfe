import type { Bounds, ForecastRequest } from '../forecast-request.ts';

/** The bounds given; a series that was never negative gets the minimum 0 (or its maximum, where that is lower). */
export function impliedBounds({
  bounds = {},
  observations,
}: Pick<ForecastRequest, 'bounds' | 'observations'>): Bounds {
  const neverNegative = observations.every(({ value }) => value >= 0);
  if (!neverNegative || bounds.minimum !== undefined) return bounds;
  return { ...bounds, minimum: Math.min(0, bounds.maximum ?? 0) };
}
