import type { ForecastRequest } from '../forecast-request.ts';
import type { EffectForm } from './effect-form.ts';

/** A number known beside each observation, which may explain it: price, temperature, open or closed. */
export interface Regressor {
  readonly name: string;
  /** One finite value for each observation, in the order of `observations`. */
  readonly history: readonly number[];
  /** One for each step of the horizon. Without it the regressor is historical-only. */
  readonly future?: readonly number[];
  /**
   * By how many steps the regressor acts later. A historical-only one is used at least the horizon late, since nothing
   * newer is known when the last step is forecast; that is its default, otherwise 0.
   */
  readonly lag?: number;
}

/** A special day, holiday or campaign, each occurrence with the same effect. */
export interface SpecialEvent {
  readonly name: string;
  /** When it is, past and future, ms UTC; `to` is exclusive, and equal to `from` for a moment. */
  readonly occurrences: readonly { readonly from: number; readonly to: number }[];
  /** Steps before and after that have an effect of their own each. Default 0. */
  readonly before?: number;
  readonly after?: number;
}

/** Sine and cosine waves of one season. */
export interface FourierTerms {
  /** In steps, above 1, whole or not: 365.25 will do. */
  readonly seasonLength: number;
  /** Pairs of waves, at most half the season. */
  readonly harmonics: number;
}

/**
 * Who forecasts. `regression`: the regression with autoregressive errors. `always`: the automatic ensemble on what is left
 * of the series without the effects of regressors and events, which are applied to it again; or the regression, where a
 * backtest finds that far better. `auto`: as `always`, but with those regressors and events only that can be told from
 * chance, and the ensemble alone where there are none, or where it is clearly better without them.
 */
export type RegressionMethod = 'regression' | 'always' | 'auto';

/**
 * A request for one series with what explains it. Options as in {@link ForecastRequest}; a `model` by name takes the
 * ensemble's place, and then the regression never takes over. `repair` is `none` by default, since what stands out may be
 * what an event explains; `auto` repairs what is left without effects, or, with the method `regression`, the history.
 */
export interface RegressionRequest extends ForecastRequest {
  readonly regressors?: readonly Regressor[];
  readonly events?: readonly SpecialEvent[];
  /** A straight line; default true. */
  readonly trend?: boolean;
  /** Default: for each season (given or inferred) as many as it has, at most 10. `[]` for none. */
  readonly fourier?: readonly FourierTerms[];
  /** Default `regression`. */
  readonly method?: RegressionMethod;
  /**
   * Whether effects are added to the rest of the series or multiply it; `auto` takes what the history makes likelier.
   * A series with values that are not positive has additive ones whatever is asked. Default `additive`.
   */
  readonly effects?: EffectForm | 'auto';
}
