import { mean } from '../numerics/statistics.ts';
import { continueEts, type EtsForm } from './ets.ts';
import { type EtsMember, fitEtsFamily } from './ets-family.ts';
import { etsSpread } from './ets-spread.ts';

/** The family fitted to a series, and the way back to the series' unit. */
export interface ScaledFamily {
  readonly members: readonly EtsMember[];
  readonly scale: number;
}

/** Fits the family to `y` divided by its mean absolute value, so that tolerances mean the same for every series. */
export function fitScaledFamily(y: readonly number[], m: number): ScaledFamily {
  const size = mean(y.map(Math.abs));
  const scale = size > 0 ? size : 1;
  return {
    members: fitEtsFamily(
      Float64Array.from(y, (value) => value / scale),
      m,
    ),
    scale,
  };
}

/** Forecasts of one member with their standard deviations, in the series' unit. */
export function predictMember({ fit }: EtsMember, scale: number, h: number) {
  return {
    mean: Array.from(continueEts(fit, h), (value) => value * scale),
    standardDeviation: Array.from(etsSpread(fit, h), (value) => value * scale),
  };
}

/** One-step errors of a member in the series' unit. */
export function residualsOf({ fit }: EtsMember, y: readonly number[], scale: number): number[] {
  if (fit.form.error === 'additive') return Array.from(fit.errors, (e) => e * scale);
  return y.map((value, t) => (value * fit.errors[t]) / (1 + fit.errors[t]));
}

/** The usual name of a form: ETS(M,Ad,M). */
export function nameEts({ error, trend, season }: EtsForm): string {
  const letters = { none: 'N', additive: 'A', damped: 'Ad', multiplicative: 'M' } as const;
  return `ETS(${letters[error]},${letters[trend]},${letters[season]})`;
}
