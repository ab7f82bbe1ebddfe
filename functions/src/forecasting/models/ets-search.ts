import { minimiseSmooth, type SmoothSearchOptions } from '../numerics/minimise-smooth.ts';
import type { EtsFit, EtsForm, EtsParameters, EtsState } from './ets.ts';
import { isAdmissible } from './ets-admissible.ts';
import { EtsCoordinates } from './ets-coordinates.ts';
import { EtsLikelihood } from './ets-likelihood.ts';

/** An ETS fit with the state that it starts from. */
export interface EstimatedEts extends EtsFit {
  readonly initial: EtsState;
  /** One-step errors, relative to the forecast where errors multiply. */
  readonly errors: Float64Array;
}

/** Places where a search may begin; β is that share of α and γ of 1 − α. */
const ALPHAS = [0.05, 0.35, 0.85];
const TREND_SHARES = [0.02, 0.25, 0.95];
const SEASON_SHARES = [0.02, 0.25];
const PHI = 0.95;
/**
 * Exponent of the prior density (1 − β/α)^5: slopes change slowly unless the series insists. Maximum likelihood alone
 * (an exponent of 0, as R has it) lets short series extrapolate their last step. On 700 yearly series of the training
 * pool the prior lowers sMAPE from 15.4 to 13.7; it leaves series with a season as they are.
 */
const TREND_PRIOR = 5;
/** How far a first search and its continuation go; tolerances in units of the deviance. */
const FIRST = { evaluationsMax: 60, tolerance: 0.02, stepMax: 2 };
const FURTHER = { evaluationsMax: 200, tolerance: 1e-4, stepMax: 1 };
/** The second best beginning is tried too where it is this close to the best, in units of the deviance. */
const SECOND_MAX = 20;

/**
 * Fits one ETS form to `y`, smoothing parameters and initial state together, by maximum likelihood with a prior on how
 * fast a slope changes: a coarse grid of smoothing parameters from the state `initial`, then a quasi-Newton search with
 * exact derivatives. Bounds are those of R: the usual ones and, for a trend with a season, admissibility. `y` about as large as 1, positive for multiplicative
 * parts. Undefined where the form has no likelihood from any beginning.
 * Source: Hyndman, Koehler, Ord & Snyder (2008), §5; criterion and bounds of R forecast 8.20 `ets()`, which searches by
 * Nelder–Mead and may stop above this.
 */
export function estimateEts(
  y: Float64Array,
  form: EtsForm,
  initial: EtsState,
  trendPrior = TREND_PRIOR,
): EstimatedEts | undefined {
  const deviance = boundedDeviance(new EtsLikelihood(y, form, initial.season.length), form, initial);
  const beginnings = placesToBegin(form)
    .map((parameters) => ({ parameters, value: deviance(parameters, initial) }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value);
  if (beginnings.length === 0) return undefined;
  const [best] = beginnings;
  const second = beginnings.find(
    ({ parameters, value }) => parameters.alpha !== best.parameters.alpha && value < best.value + SECOND_MAX,
  );
  return (second ? [best, second] : [best])
    .map(({ parameters, value }) =>
      search(y, { form, parameters, initial, deviance: value }, trendPrior, FIRST),
    )
    .reduce((least, other) => (other.deviance < least.deviance ? other : least));
}

/** Continues the search of `fit` on the series that it was fitted to, to where nothing is left to gain. */
export function refineEts(y: Float64Array, fit: EstimatedEts, trendPrior = TREND_PRIOR): EstimatedEts {
  return search(y, fit, trendPrior, FURTHER);
}

function search(
  y: Float64Array,
  {
    form,
    parameters,
    initial,
    deviance: from,
  }: Pick<EstimatedEts, 'form' | 'parameters' | 'initial' | 'deviance'>,
  trendPrior: number,
  options: SmoothSearchOptions,
): EstimatedEts {
  const likelihood = new EtsLikelihood(y, form, initial.season.length);
  const deviance = boundedDeviance(likelihood, form, initial);
  const coordinates = new EtsCoordinates(form, initial.season.length, errorSize(from, y), initial.level);
  const evaluate = (x: Float64Array, gradient: Float64Array) => {
    const point = coordinates.decode(x);
    const value = deviance(point.parameters, point.initial);
    if (!Number.isFinite(value)) return value;
    coordinates.pullBack(point, likelihood.gradient(point.parameters), gradient);
    return value + coordinates.addTrendPrior(point, trendPrior, gradient);
  };
  const { x } = minimiseSmooth(evaluate, coordinates.encode(parameters, initial), options);
  const found = coordinates.decode(x);
  return describe(likelihood, form, found.parameters, found.initial);
}

function boundedDeviance(likelihood: EtsLikelihood, form: EtsForm, { season }: EtsState) {
  const guarded = form.trend !== 'none' && season.length > 1;
  return (parameters: EtsParameters, state: EtsState) =>
    guarded && !isAdmissible(parameters, season.length)
      ? Number.POSITIVE_INFINITY
      : likelihood.deviance(parameters, state);
}

function describe(
  likelihood: EtsLikelihood,
  form: EtsForm,
  parameters: EtsParameters,
  initial: EtsState,
): EstimatedEts {
  const deviance = likelihood.deviance(parameters, initial);
  const errors = likelihood.errors();
  return {
    form,
    parameters,
    initial,
    state: likelihood.finalState(),
    deviance,
    errors,
    length: errors.length,
  };
}

function placesToBegin({ trend, season }: EtsForm): EtsParameters[] {
  const trendShares = trend === 'none' ? [0] : TREND_SHARES;
  const seasonShares = season === 'none' ? [0] : SEASON_SHARES;
  return ALPHAS.flatMap((alpha) =>
    trendShares.flatMap((b) =>
      seasonShares.map((g) => ({
        alpha,
        beta: b * alpha,
        gamma: g * (1 - alpha),
        phi: trend === 'damped' ? PHI : 1,
      })),
    ),
  );
}

/** About the size of an error, in the unit of `y`: from the mean square (additive) or the geometric mean that scales it. */
function errorSize(deviance: number, y: Float64Array): number {
  return Math.exp(deviance / (2 * y.length)) / Math.sqrt(y.length);
}
