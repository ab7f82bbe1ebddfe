import { toWork } from './effect-form.ts';
import { fitRegression } from './fit-regression.ts';
import { poseRegression } from './regression-problem.ts';
import type { RegressionRequest } from './regression-request.ts';
import { type Coefficient, coefficientsOf } from './regression-summary.ts';
import { validateRegression } from './validate-regression.ts';

/**
 * The coefficients of `forecastWithRegressors`, without a forecast or a backtest: what each regressor and event adds to
 * the history, and 0 where that cannot be told from chance (with the method `auto`).
 *
 * @throws ForecastInputError and RegressorInputError for requests without an answer.
 */
export function learnCoefficients(request: RegressionRequest): Coefficient[] {
  validateRegression(request);
  const { y, columns, form, history } = poseRegression(request);
  const fit = fitRegression(
    toWork(form, y),
    columns.map(({ values }) => values),
  );
  return coefficientsOf(columns, fit, form, history.scale);
}
