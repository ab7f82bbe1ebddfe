import type { RegressionForecast } from '../../forecasting/index.ts';

/** Share of its error that features must save a regression, so that chance alone rarely does. */
const gainMin = 0.05;

/** Whether features make a regression better: by its backtest, against the same regression without them. */
export function featuresUseful({ model }: RegressionForecast): boolean {
  const errorOf = (name: string) => model.candidates.find((one) => one.name === name)?.mase ?? null;
  const [withThem, without] = [errorOf('regression'), errorOf('regression without regressors')];
  return withThem !== null && without !== null && withThem <= (1 - gainMin) * without && withThem < without;
}
