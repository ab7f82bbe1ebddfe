import type { OriginForecast } from '../evaluation/rolling-origin.ts';
import type { Interval, Prediction } from '../forecaster.ts';
import { normalHalfWidth } from '../numerics/normal-quantile.ts';
import { isChosen } from './backtest-regression.ts';
import { fromWork } from './effect-form.ts';
import type { RegressionFit } from './fit-regression.ts';
import type { RegressionProblem } from './regression-problem.ts';

/** Widths stay as they are around an added effect, and are multiplied like the mean. */
export function carryWidths(
  { form }: RegressionProblem,
  { mean: before, standardDeviation, intervals }: Prediction,
  path: number[],
): Prediction {
  const factor = (i: number) => (form === 'additive' || before[i] === 0 ? 1 : path[i] / before[i]);
  const move = (limits: readonly number[]) =>
    limits.map((limit, i) => path[i] + (limit - before[i]) * factor(i));
  return {
    mean: path,
    standardDeviation: standardDeviation.map((sd, i) => sd * Math.abs(factor(i))),
    intervals: intervals.map(({ level, lower, upper }) => ({
      level,
      lower: move(lower),
      upper: move(upper),
    })),
  };
}

/** Standard deviation of the sum of effects at each step, in the unit of the series. */
export function effectDeviations(
  { columns, y, form }: RegressionProblem,
  fit: RegressionFit,
  path: readonly number[],
): number[] {
  return path.map((value, step) => {
    const row = columns.map((column) => (isChosen(column) ? column.values[y.length + step] : 0));
    const deviation = fit.deviationOf(row);
    return form === 'additive' ? deviation : Math.abs(value) * (fromWork(form, deviation) - 1);
  });
}

/** Independent errors added: squares add up, in deviations and in the distances of limits from the mean. */
export function widenBy(
  { mean: path, standardDeviation, intervals }: Prediction,
  more: readonly number[],
): Prediction {
  const add = (own: number, extra: number) => (extra === 0 ? own : Math.sqrt(own ** 2 + extra ** 2));
  return {
    mean: path,
    standardDeviation: standardDeviation.map((sd, i) => add(sd, more[i])),
    intervals: intervals.map(({ level, lower, upper }): Interval => {
      const z = normalHalfWidth(level);
      return {
        level,
        lower: lower.map((limit, i) => path[i] - add(path[i] - limit, z * more[i])),
        upper: upper.map((limit, i) => path[i] + add(limit - path[i], z * more[i])),
      };
    }),
  };
}

/** Today's widths around a forecast of the past. */
export function widthsAround(
  { mean: past }: OriginForecast,
  path: readonly number[],
  { lower, upper }: Interval,
) {
  return {
    lower: past.map((value, i) => value - (path[i] - lower[i])),
    upper: past.map((value, i) => value + (upper[i] - path[i])),
  };
}
