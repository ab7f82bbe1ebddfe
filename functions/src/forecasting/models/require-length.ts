import { ForecastInputError } from '../forecast-input-error.ts';

/** Refuses a series with fewer points than the model `name` can be fitted to. */
export function requireLength(name: string, y: readonly number[], minimum: number): void {
  if (y.length >= minimum) return;
  const points = minimum === 1 ? 'point' : 'points';
  throw new ForecastInputError('SERIES_TOO_SHORT', `${name} requires at least ${minimum} data ${points}`);
}
