import type { Column, ContributionKind } from './design.ts';
import type { RegressionFit } from './fit-regression.ts';

/** A part of the mean of each step, in the unit of the series. All parts of a step add up to its mean. */
export interface Contribution {
  name: string;
  kind: ContributionKind;
  values: number[];
}

/** A regression fitted to `length` points, whose unit times `scale` is that of the series. */
interface Explained {
  readonly columns: readonly Column[];
  readonly fit: RegressionFit;
  readonly length: number;
  readonly scale: number;
  /** By how much bounds moved the mean of each step. */
  readonly moved: readonly number[];
}

/**
 * What each term of a regression adds to each step ahead: the coefficients of its columns times their values; then the
 * errors' memory, and what bounds changed if they did. A term without any coefficient (all its columns left out) adds
 * zeros.
 */
export function contributionsOf({ columns, fit, length, scale, moved }: Explained): Contribution[] {
  const parts = new Map<string, Contribution>();
  columns.forEach(({ term, kind, values }, j) => {
    const key = JSON.stringify([kind, term]);
    const part = parts.get(key) ?? { name: term, kind, values: moved.map(() => 0) };
    for (let step = 0; step < moved.length; step++) {
      part.values[step] += scale * fit.coefficients[j] * values[length + step];
    }
    parts.set(key, part);
  });
  const errors = fit.predict(moved.length).errors.map((value) => scale * value);
  const memory: Contribution = { name: 'errors', kind: 'errors', values: errors };
  const bounds: Contribution = { name: 'bounds', kind: 'bounds', values: [...moved] };
  return [...parts.values(), memory, ...(moved.some((value) => value !== 0) ? [bounds] : [])];
}
