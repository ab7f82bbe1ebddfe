import { clipSpikes } from '../repair/clip-spikes.ts';
import { inferSeasonLengths } from '../transforms/infer-season-lengths.ts';
import { isChosen } from './backtest-regression.ts';
import { applyEffect, sumEffects, termEffects } from './contributions.ts';
import { toWork } from './effect-form.ts';
import { fitRegression } from './fit-regression.ts';
import type { RegressionProblem } from './regression-problem.ts';

/** Seasons, in steps, of a history without the effects of regressors and events; as they were where there are none. */
export function seasonsWithoutEffects({ y, columns, form, history }: RegressionProblem): number[] {
  const values = columns.map((column) => column.values);
  const fit = fitRegression(toWork(form, y), values, { iterations: 0 });
  if (!columns.some((column, j) => isChosen(column) && fit.coefficients[j] !== 0))
    return [...history.seasonLengths];
  const effects = termEffects(columns, fit, { start: 0, count: y.length }).filter(isChosen);
  const total = sumEffects(effects, y.length);
  const rest = y.map((value, t) => applyEffect(form, value, -total[t]));
  return inferSeasonLengths(clipSpikes(rest), history.grid.resolution).filter((m) => 2 * m < y.length);
}
