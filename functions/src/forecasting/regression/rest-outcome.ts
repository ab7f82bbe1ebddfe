import { errorCorrelation } from '../distribution/error-correlation.ts';
import { coverage } from '../evaluation/accuracy.ts';
import type { OriginPlan } from '../evaluation/plan-origins.ts';
import { type OriginForecast, viewOrigins } from '../evaluation/rolling-origin.ts';
import { type ForecastOutcome, makeOutcome } from '../forecast-outcome.ts';
import type { Prediction } from '../forecaster.ts';
import { mean } from '../numerics/statistics.ts';
import { repairHistory } from '../repair/repair-history.ts';
import type { Repair } from '../series-forecast.ts';
import { isChosen, type OriginFit, scoreOrigins } from './backtest-regression.ts';
import { applyEffect, shareEffects, sumEffects, termEffects } from './contributions.ts';
import { carryWidths, effectDeviations, widenBy, widthsAround } from './effect-widths.ts';
import type { ExplainedBacktest, ExplainedOutcome } from './explained-outcome.ts';
import type { RegressionFit } from './fit-regression.ts';
import type { RegressionProblem } from './regression-problem.ts';

/** Origins at which a forecast is tested, and the regression fitted at each. */
export interface Trial {
  readonly plan: OriginPlan;
  readonly fits: readonly OriginFit[];
}

/**
 * The automatic ensemble on what is left of the history without the effects of regressors and events, with those of the
 * steps ahead applied to it. Intervals are the ensemble's, widened by the uncertainty of the effects.
 */
export function restOutcome(
  problem: RegressionProblem,
  fit: RegressionFit,
  levels: readonly number[],
  trial: Trial | null,
): ExplainedOutcome {
  const { columns, form, y, request } = problem;
  const count = request.horizon;
  const past = effectsOf(columns, fit, { start: 0, count: y.length });
  const total = sumEffects(past, y.length);
  const rest = y.map((value, t) => applyEffect(form, value, -total[t]));
  const outcome = continueRest(problem, rest, count, levels);
  const ahead = effectsOf(columns, fit, { start: y.length, count });
  const added = sumEffects(ahead, count);
  const path = outcome.prediction.mean.map((value, i) => applyEffect(form, value, added[i]));
  const prediction = widenBy(
    carryWidths(problem, outcome.prediction, path),
    effectDeviations(problem, fit, path),
  );
  return {
    name: `regressors + ${nameOf(outcome)}`,
    weights: outcome.weights,
    prediction,
    contributions: shareEffects(form, outcome.prediction.mean, path, ahead),
    errorCorrelation: correlationOf(outcome),
    backtest: trial && testRest(problem, rest, outcome, prediction, trial),
    cautions: outcome.cautions.filter(({ code }) => code === 'outside-training-range'),
    repairs: outcome.repairs,
  };
}

/** The ensemble on the series as it is. */
export function aloneOutcome(
  problem: RegressionProblem,
  outcome: RestForecast,
  trial: Trial | null,
): ExplainedOutcome {
  const { evidence, prediction, weights, covered, cautions, repairs } = outcome;
  const views = trial && viewOrigins(problem.y, trial.plan);
  const means = evidence?.forecasts.map((f) => f.mean) ?? [];
  return {
    name: nameOf(outcome),
    weights,
    prediction,
    contributions: [{ name: 'baseline', kind: 'baseline', values: [...prediction.mean] }],
    errorCorrelation: correlationOf(outcome),
    backtest: views &&
      evidence && {
        horizon: evidence.plan.horizon,
        forecasts: evidence.forecasts,
        score: scoreOrigins(views, means, problem.history.seasonLengths[0] ?? 1),
        covered,
      },
    cautions: cautions.filter(({ code }) => code === 'outside-training-range'),
    repairs,
  };
}

function correlationOf({ prediction, evidence }: ForecastOutcome): number {
  return errorCorrelation(prediction.standardDeviation, evidence?.forecasts ?? []);
}

function nameOf({ weights }: ForecastOutcome): string {
  return weights.length === 1 ? weights[0].name : `average of ${weights.map(({ name }) => name).join(', ')}`;
}

/** A forecast of what is left without effects, and what was repaired in it before. */
export interface RestForecast extends ForecastOutcome {
  readonly repairs: readonly Repair[];
}

/** The forecast of the newest points of a series without effects, by the automatic ensemble or the model named. */
export function continueRest(
  { history, request }: RegressionProblem,
  rest: readonly number[],
  horizon: number,
  levels: readonly number[],
): RestForecast {
  const { observations, seasonLengths, model = 'auto', repair } = request;
  const { y, repairs } =
    repair === 'auto'
      ? repairHistory(history.grid, rest, history.scale, history.seasonLengths)
      : { y: rest, repairs: [] };
  const outcome = makeOutcome(
    { ...history, y },
    { observations, horizon, model, ...(seasonLengths === undefined ? {} : { seasonLengths }) },
    levels,
  );
  return { ...outcome, repairs };
}

function effectsOf(
  columns: RegressionProblem['columns'],
  fit: RegressionFit,
  rows: { readonly start: number; readonly count: number },
) {
  return termEffects(columns, fit, rows).filter(isChosen);
}

/**
 * Forecasts from the origins of the trial: what the ensemble made of the rest there, with the effects as they were
 * estimated there. The rest itself was made with the effects of the whole history, which flatters slightly.
 */
function testRest(
  problem: RegressionProblem,
  rest: readonly number[],
  outcome: ForecastOutcome,
  prediction: Prediction,
  { plan, fits }: Trial,
): ExplainedBacktest {
  const { y, form, history } = problem;
  const views = viewOrigins(y, plan);
  const forecasts = restAtOrigins(problem, rest, outcome, plan).map((means, k): OriginForecast => {
    const { columns, fit } = fits[k];
    const count = plan.horizon;
    const total = sumEffects(effectsOf(columns, fit, { start: plan.origins[k], count }), count);
    return {
      mean: means.map((value, i) => applyEffect(form, value, total[i])),
      standardDeviation: prediction.standardDeviation.slice(0, count),
      actual: views[k].actual,
    };
  });
  return {
    horizon: plan.horizon,
    forecasts,
    score: scoreOrigins(
      views,
      forecasts.map((f) => f.mean),
      history.seasonLengths[0] ?? 1,
    ),
    covered: prediction.intervals.map((interval) =>
      mean(forecasts.map((f) => coverage(f.actual, widthsAround(f, prediction.mean, interval)) ?? 0)),
    ),
  };
}

/** The ensemble's own backtest where it looked from the same origins; else it is asked again at each. */
function restAtOrigins(
  problem: RegressionProblem,
  rest: readonly number[],
  { evidence }: ForecastOutcome,
  plan: OriginPlan,
): (readonly number[])[] {
  if (evidence && samePlan(evidence.plan, plan)) return evidence.forecasts.map((f) => f.mean);
  return plan.origins.map(
    (origin) => continueRest(problem, rest.slice(0, origin), plan.horizon, []).prediction.mean,
  );
}

function samePlan(a: OriginPlan, b: OriginPlan): boolean {
  return (
    a.horizon === b.horizon &&
    a.origins.length === b.origins.length &&
    a.origins.every((origin, k) => origin === b.origins[k])
  );
}
