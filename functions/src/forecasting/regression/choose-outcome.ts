import type { Caution } from '../cautions.ts';
import { viewOrigins } from '../evaluation/rolling-origin.ts';
import type { Score } from '../selection/contest.ts';
import { fitAtOrigins, forecastOrigins, isChosen, scoreOrigins } from './backtest-regression.ts';
import { fromWork } from './effect-form.ts';
import type { ChosenMethod, ExplainedOutcome } from './explained-outcome.ts';
import type { RegressionFit } from './fit-regression.ts';
import { regressionOutcome, type WorkBacktest } from './regression-outcome.ts';
import type { RegressionProblem } from './regression-problem.ts';
import { aloneOutcome, continueRest, restOutcome, type Trial } from './rest-outcome.ts';

/**
 * Shares of the others' backtest error below which the regression takes over from the ensemble with effects, and the
 * ensemble alone from both. Far below 1, since a backtest has few origins, and most of them no special day. Chosen on
 * 308 series of the M4 pool with regressors added to them, see `docs/forecasting/regression.md`.
 */
const REGRESSION_TAKES_OVER = 0.6;
const ENSEMBLE_TAKES_OVER = 0.7;

/** The method chosen, and beside it all that competed. */
export interface Choice {
  readonly method: ChosenMethod;
  readonly outcome: ExplainedOutcome;
  readonly candidates: { name: string; mase: number | null; reason?: string }[];
  /** Null without a backtest. */
  readonly seasonalNaive: Score | null;
  /** That regressors and events did not make the forecast better in the backtest, if so. */
  readonly notUseful: readonly Caution[];
}

/** The three ways to forecast, each with its backtest, or none of them where the history is too short. */
type Contest = Readonly<Record<ChosenMethod, ExplainedOutcome>>;

/**
 * Lets the methods compete at the origins of the ensemble's own backtest. Without one the ensemble with effects
 * forecasts, which is the best on average.
 */
export function chooseOutcome(
  problem: RegressionProblem,
  fit: RegressionFit,
  levels: readonly number[],
): Choice {
  const { y, request, all, design, history } = problem;
  const alone = continueRest(problem, y, request.horizon, levels);
  const plan = alone.evidence?.plan;
  const trial = plan ? { plan, fits: fitAtOrigins(problem, plan, all, fit.ladder) } : null;
  const contest: Contest = {
    'ensemble with effects': restOutcome(problem, fit, levels, trial),
    regression: regressionOutcome(problem, fit, levels, trial && testRegression(problem, trial)),
    ensemble: aloneOutcome(problem, alone, trial),
  };
  const explained = problem.columns.some(isChosen);
  const { method, notUseful } = judge(contest, explained, request.method !== 'always');
  const whole = () => aloneOutcome(problem, continueRest(problem, history.y, request.horizon, levels), null);
  const own = contest[method];
  return {
    method,
    outcome: method === 'ensemble' && design.skipped > 0 ? { ...whole(), backtest: own.backtest } : own,
    candidates: Object.entries(contest).map(([name, { backtest }]) =>
      backtest
        ? { name, mase: backtest.score.mase }
        : { name, mase: null, reason: 'the history is too short for a backtest' },
    ),
    seasonalNaive: alone.evidence?.seasonalNaive ?? null,
    notUseful,
  };
}

function testRegression(problem: RegressionProblem, { plan, fits }: Trial): WorkBacktest {
  const { y, form, history } = problem;
  const forecasts = forecastOrigins(problem, plan, fits);
  const means = forecasts.map((f) => f.mean.map((value) => fromWork(form, value)));
  return {
    horizon: plan.horizon,
    forecasts,
    regression: scoreOrigins(viewOrigins(y, plan), means, history.seasonLengths[0] ?? 1),
  };
}

function judge(
  contest: Contest,
  explained: boolean,
  mayHandOver: boolean,
): Pick<Choice, 'method' | 'notUseful'> {
  const errorOf = (method: ChosenMethod) => contest[method].backtest?.score.mae;
  const [withEffects, regression, without] = [
    errorOf('ensemble with effects'),
    errorOf('regression'),
    errorOf('ensemble'),
  ];
  if (withEffects === undefined || regression === undefined || without === undefined)
    return { method: 'ensemble with effects', notUseful: [] };
  const best = regression < REGRESSION_TAKES_OVER * withEffects ? 'regression' : 'ensemble with effects';
  const error = best === 'regression' ? regression : withEffects;
  if (!explained || without > error || error === 0) return { method: best, notUseful: [] };
  const handsOver = mayHandOver && without < ENSEMBLE_TAKES_OVER * error;
  return { method: handsOver ? 'ensemble' : best, notUseful: [describeLoss(handsOver)] };
}

function describeLoss(handsOver: boolean): Caution {
  const message = handsOver
    ? 'without regressors and events the ensemble was clearly better in the backtest: it forecasts alone'
    : 'without regressors and events the ensemble was as good in the backtest, or better, but not by enough to forecast alone';
  return { code: 'regressors-not-useful', message };
}
