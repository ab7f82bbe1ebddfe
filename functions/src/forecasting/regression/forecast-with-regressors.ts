import type { Caution } from '../cautions.ts';
import { applyBounds } from '../distribution/apply-bounds.ts';
import { atSteps } from '../distribution/at-steps.ts';
import { chancesAsked, describeChances, levelsToPredict } from '../distribution/describe-chances.ts';
import { impliedBounds } from '../distribution/implied-bounds.ts';
import { rescale } from '../distribution/rescale.ts';
import type { Prediction } from '../forecaster.ts';
import { withinNumbers } from '../numerics/within-numbers.ts';
import { describeRepairs } from '../repair/describe-repairs.ts';
import type { Repair, SeriesForecast } from '../series-forecast.ts';
import { summariseHistory } from '../summarise-history.ts';
import { chooseOutcome } from './choose-outcome.ts';
import { close } from './closures.ts';
import type { Contribution } from './contributions.ts';
import { type EffectForm, toWork } from './effect-form.ts';
import type { ChosenMethod } from './explained-outcome.ts';
import { fitRegression } from './fit-regression.ts';
import { regressionCautions } from './regression-cautions.ts';
import { regressionOnly } from './regression-only.ts';
import { poseRegression } from './regression-problem.ts';
import type { RegressionRequest } from './regression-request.ts';
import { type Coefficient, coefficientsOf, summariseBacktest, summariseModel } from './regression-summary.ts';
import { validateRegression } from './validate-regression.ts';

/** A forecast with what explains it. */
export interface RegressionForecast extends SeriesForecast {
  /** For each step they add up to the mean. */
  contributions: Contribution[];
  /** Of the regression, also where the ensemble forecasts. */
  coefficients: Coefficient[];
  method: ChosenMethod;
  effects: EffectForm;
  /** Events during which every past value was 0, and every one ahead is taken to be. */
  closed: string[];
}

/**
 * Forecasts one series by what is known beside it: a linear regression on trend, Fourier terms, regressors and special
 * days, with autoregressive errors; or, with another `method`, the automatic ensemble with the effects of regressors and
 * special days. History, bounds, intervals and evidence are as in `forecastSeries`; the backtest takes regressors after
 * each origin as known. Regressors that teach nothing (constant, never seen, combinations of others, too many for the
 * history) are left out with a caution, and a backtest that finds the forecast without them no worse says so. Pure and
 * deterministic.
 * Source: Hyndman & Athanasopoulos (2021), chapters 7 and 10; estimation see `fitRegression`.
 *
 * @throws ForecastInputError and RegressorInputError for requests without an answer.
 */
export function forecastWithRegressors(request: RegressionRequest): RegressionForecast {
  validateRegression(request);
  const { forecast, beyond } = answer(request);
  if (!beyond) return forecast;
  const message = 'left out: all (their values ahead lead beyond what numbers hold)';
  const without = answer({ ...request, regressors: [], events: [] }).forecast;
  return { ...without, cautions: [...without.cautions, { code: 'regressor-dropped', message }] };
}

/** The forecast, and whether numbers were too small for it, which is not seen any more once it is bounded. */
function answer(given: RegressionRequest): { forecast: RegressionForecast; beyond: boolean } {
  const asked = chancesAsked(given);
  const levels = levelsToPredict(asked);
  const problem = poseRegression(given);
  const { y, columns, form, history, steps } = problem;
  const { grid, scale, seasonLengths, cautions } = history;
  const fit = fitRegression(
    toWork(form, y),
    columns.map(({ values }) => values),
  );
  const contest = (given.method ?? 'regression') === 'regression' ? regressionOnly : chooseOutcome;
  const choice = contest(problem, fit, levels);
  const { prediction: whole, contributions, repairs } = choice.outcome;
  const closed = close(whole, contributions, problem.closures);
  const free = rescale(closed.prediction, scale);
  const bounds = impliedBounds(given);
  const bounded = applyBounds(free, bounds).mean;
  const forecast: RegressionForecast = {
    at: steps.map(({ at }) => at),
    ...describeChances(atSteps(free, steps), asked, bounds),
    errorCorrelation: withinNumbers(choice.outcome.errorCorrelation),
    resolution: grid.resolution,
    seasonLengths: [...seasonLengths],
    history: summariseHistory({ ...history, repairs: [...history.repairs, ...repairs] }, y.length),
    model: summariseModel(choice),
    backtest: summariseBacktest(choice, levels, asked.levels, scale),
    cautions: [...cautions, ...repairCautions(repairs), ...regressionCautions(problem, fit.kept, choice)],
    contributions: withBounds(closed.contributions, scale, free.mean, bounded).map((part) => ({
      ...part,
      values: steps.map(({ step }) => part.values[step - 1]),
    })),
    coefficients: coefficientsOf(columns, fit, form, scale),
    method: choice.method,
    effects: form,
    closed: problem.closures.map(({ name }) => name),
  };
  return { forecast, beyond: !isFinitePrediction(free) };
}

function repairCautions(repairs: readonly Repair[]): Caution[] {
  const cautions: Caution[] = [];
  describeRepairs(repairs, (holds, code, message) => {
    if (holds) cautions.push({ code, message });
  });
  return cautions;
}

function isFinitePrediction({ mean, standardDeviation, intervals }: Prediction): boolean {
  const limits = intervals.flatMap(({ lower, upper }) => [...lower, ...upper]);
  return [...mean, ...standardDeviation, ...limits].every(Number.isFinite);
}

/** Contributions in the unit of the series, with what bounds changed, if they did. */
function withBounds(
  parts: readonly Contribution[],
  scale: number,
  free: readonly number[],
  bounded: readonly number[],
): Contribution[] {
  const moved = bounded.map((value, i) => value - withinNumbers(free[i]));
  const own = parts.map((part) => ({
    ...part,
    values: part.values.map((value) => withinNumbers(value * scale)),
  }));
  return moved.some((value) => value !== 0)
    ? [...own, { name: 'bounds', kind: 'bounds', values: moved }]
    : own;
}
