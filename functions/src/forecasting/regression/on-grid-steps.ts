import { longestStep } from '../distribution/at-steps.ts';
import type { FutureStep } from '../transforms/continue-grid.ts';
import type { RegressionRequest } from './regression-request.ts';

/**
 * The request by step of the grid: a clock that is put forward or back within the horizon makes these more or fewer than
 * the steps asked for. Known futures are averaged where a step comes again, and last where one is skipped.
 */
export function onGridSteps(request: RegressionRequest, steps: readonly FutureStep[]): RegressionRequest {
  if (steps.every(({ step }, i) => step === i + 1)) return request;
  const horizon = longestStep(steps);
  const regressors = request.regressors?.map((regressor) =>
    regressor.future === undefined
      ? regressor
      : { ...regressor, future: aligned(regressor.future, steps, horizon) },
  );
  return { ...request, horizon, ...(regressors === undefined ? {} : { regressors }) };
}

function aligned(future: readonly number[], steps: readonly FutureStep[], horizon: number): number[] {
  const values: number[] = [];
  for (let step = 1; step <= horizon; step++) {
    const own = future.filter((_, i) => steps[i].step === step);
    const mean = own.reduce((sum, value) => sum + value / own.length, 0);
    values.push(own.length > 0 ? mean : (values[values.length - 1] ?? future[0]));
  }
  return values;
}
