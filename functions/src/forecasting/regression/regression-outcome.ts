import { backtestCoverage } from '../distribution/backtest-coverage.ts';
import { errorCorrelation } from '../distribution/error-correlation.ts';
import { predictDistribution } from '../distribution/predict-distribution.ts';
import type { OriginForecast } from '../evaluation/rolling-origin.ts';
import { isChosen, type RegressionScore } from './backtest-regression.ts';
import { type Contribution, shareEffects, termEffects } from './contributions.ts';
import { fromWork, predictionFromWork } from './effect-form.ts';
import type { ExplainedOutcome } from './explained-outcome.ts';
import type { RegressionFit } from './fit-regression.ts';
import type { RegressionProblem } from './regression-problem.ts';

/** How the regression fared, in the scale in which effects add up; null where that could not be tested. */
export interface WorkBacktest {
  readonly horizon: number;
  readonly forecasts: readonly OriginForecast[];
  readonly regression: RegressionScore;
}

/**
 * The regression itself as a forecast: its best linear prediction with intervals calibrated on its backtest. With
 * multiplicative effects all of it happens in logarithms.
 */
export function regressionOutcome(
  problem: RegressionProblem,
  fit: RegressionFit,
  levels: readonly number[],
  backtest: WorkBacktest | null,
): ExplainedOutcome {
  const { y, form, request } = problem;
  const origins = backtest?.forecasts ?? [];
  const { regression, errors, standardDeviation } = fit.predict(request.horizon);
  const own = { mean: regression.map((value, i) => value + errors[i]), standardDeviation };
  const work = predictDistribution(own, origins, levels, y.length);
  const prediction = predictionFromWork(form, work);
  const name = fit.errorOrder > 0 ? `regression with AR(${fit.errorOrder}) errors` : 'regression';
  return {
    name,
    weights: [{ name, weight: 1 }],
    prediction,
    contributions: contributionsOf(problem, fit, errors, prediction.mean),
    errorCorrelation: errorCorrelation(work.standardDeviation, origins),
    backtest: backtest && {
      horizon: backtest.horizon,
      forecasts: origins.map((origin) => originFromWork(problem, origin)),
      score: backtest.regression,
      covered: backtestCoverage(origins, levels, y.length),
    },
    cautions: [],
    repairs: [],
  };
}

/** Additive terms one by one, and the errors' memory; multiplicative ones beside all the rest as the baseline. */
function contributionsOf(
  { columns, form, y, request }: RegressionProblem,
  fit: RegressionFit,
  errors: readonly number[],
  mean: readonly number[],
): Contribution[] {
  const effects = termEffects(columns, fit, { start: y.length, count: request.horizon });
  if (form === 'additive') return [...effects, { name: 'errors', kind: 'errors', values: [...errors] }];
  const rest = effects.filter((one) => !isChosen(one));
  const baseline = errors.map((error, i) =>
    fromWork(
      form,
      rest.reduce((sum, { values }) => sum + values[i], error),
    ),
  );
  return shareEffects(form, baseline, mean, effects.filter(isChosen));
}

function originFromWork({ form }: RegressionProblem, origin: OriginForecast): OriginForecast {
  if (form === 'additive') return origin;
  return {
    ...predictionFromWork(form, {
      ...origin,
      mean: [...origin.mean],
      standardDeviation: [...origin.standardDeviation],
      intervals: [],
    }),
    actual: origin.actual.map((value) => fromWork(form, value)),
  };
}
