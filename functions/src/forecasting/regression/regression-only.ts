import type { Caution } from '../cautions.ts';
import { backtestRegression, isChosen, type RegressionBacktest } from './backtest-regression.ts';
import type { Choice } from './choose-outcome.ts';
import type { RegressionFit } from './fit-regression.ts';
import { regressionOutcome } from './regression-outcome.ts';
import type { RegressionProblem } from './regression-problem.ts';

/** The regression without a contest; its backtest has the same one without regressors and events beside it. */
export function regressionOnly(
  problem: RegressionProblem,
  fit: RegressionFit,
  levels: readonly number[],
): Choice {
  const backtest = backtestRegression(problem);
  return {
    method: 'regression',
    outcome: regressionOutcome(problem, fit, levels, backtest),
    candidates: backtest
      ? [
          { name: 'regression', mase: backtest.regression.mase },
          { name: 'regression without regressors', mase: backtest.without.mase },
        ]
      : [{ name: 'regression', mase: null, reason: 'the history is too short for a backtest' }],
    seasonalNaive: backtest && {
      ...backtest.seasonalNaive,
      loss: backtest.seasonalNaive.mase ?? backtest.seasonalNaive.mae,
    },
    notUseful: backtest && problem.columns.some(isChosen) ? describeUse(backtest) : [],
  };
}

function describeUse({ regression, without }: RegressionBacktest): Caution[] {
  if (regression.mae < without.mae || without.mae === 0) return [];
  const message = 'the same regression without regressors and events is no worse in the backtest';
  return [{ code: 'regressors-not-useful', message }];
}
