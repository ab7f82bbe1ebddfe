import type { DomainError } from '../../contracts/errors.ts';
import { type Resolution, YEAR_MS } from '../../forecasting/index.ts';
import { readPandasAlias } from '../normalise/pandas-alias.ts';
import { invalidField } from './invalid-field.ts';

/** Distance of two neighbouring values: as the engine takes it, and in milliseconds on the average. */
export interface Frequency {
  readonly resolution: Resolution;
  readonly stepMs: number;
}

/**
 * The frequency that a pandas (or polars) alias names.
 *
 * @throws {DomainError} `invalid-argument` for anything that `readPandasAlias` does not know
 */
export function parseFrequency(freq: string): Frequency {
  const alias = readPandasAlias(freq);
  if (alias === undefined) throw frequencyUnknown(freq);
  const { resolution } = alias;
  const { unit, count } = resolution;
  return { resolution, stepMs: unit === 'month' ? (count * YEAR_MS) / 12 : count };
}

const frequencyUnknown = (freq: string): DomainError =>
  invalidField(
    '/freq',
    `expected a pandas frequency such as "15min", "h", "D", "B", "W", "MS", "QS" or "YS", with a multiple of at most 99999, not ${JSON.stringify(freq)}`,
  );
