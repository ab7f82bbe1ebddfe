import type { Caution } from '../cautions.ts';
import { viewOrigins } from '../evaluation/rolling-origin.ts';
import type { Score } from '../selection/contest.ts';
import { fitAtOrigins, forecastOrigins, isChosen, scoreOrigins } from './backtest-regression.ts';
import { fromWork } from './effect-form.ts';
import type { ChosenMethod, ExplainedOutcome } from './explained-outcome.ts';
import type { RegressionFit } from './fit-regression.ts';
import { regressionOutcome, type WorkBacktest } from './regression-outcome.ts';
import type { RegressionProblem } from './regression-problem.ts';
import type { RegressionRequest } from './regression-request.ts';
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
  const { y, request, all } = problem;
  const explained = problem.columns.some((column, j) => isChosen(column) && fit.kept.includes(j));
  const idle = !explained && problem.idle.length > 0 && problem.closures.length === 0;
  if (idle) return leaveAlone(problem, levels);
  const alone = continueRest(problem, y, request.horizon, levels);
  const plan = alone.evidence?.plan;
  const trial = plan ? { plan, fits: fitAtOrigins(problem, plan, all, fit.ladder) } : null;
  const contest: Contest = {
    'ensemble with effects': restOutcome(problem, fit, levels, trial),
    regression: regressionOutcome(problem, fit, levels, trial && testRegression(problem, trial)),
    ensemble: aloneOutcome(problem, alone, trial),
  };
  const { method, notUseful } = judge(contest, explained, request);
  return {
    method,
    outcome: method === 'ensemble' ? onWholeHistory(problem, contest[method], levels) : contest[method],
    candidates: Object.entries(contest).map(([name, one]) => ({ name, ...scoreOf(one) })),
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

/** The ensemble without a contest, where nothing is known beside the series that could help. */
function leaveAlone(problem: RegressionProblem, levels: readonly number[]): Choice {
  const { y, request } = problem;
  const alone = continueRest(problem, y, request.horizon, levels);
  const plan = alone.evidence?.plan;
  const outcome = aloneOutcome(problem, alone, plan ? { plan, fits: [] } : null);
  const message =
    'what regressors and events add cannot be told from chance: the ensemble forecasts without them';
  return {
    method: 'ensemble',
    outcome: onWholeHistory(problem, outcome, levels),
    candidates: [{ name: 'ensemble', ...scoreOf(outcome) }],
    seasonalNaive: alone.evidence?.seasonalNaive ?? null,
    notUseful: [{ code: 'regressors-not-useful', message }],
  };
}

/** The ensemble also sees the points that a lag makes unusable to the regression. */
function onWholeHistory(problem: RegressionProblem, own: ExplainedOutcome, levels: readonly number[]) {
  const { design, history, request } = problem;
  if (design.skipped === 0) return own;
  const whole = aloneOutcome(problem, continueRest(problem, history.y, request.horizon, levels), null);
  return { ...whole, backtest: own.backtest };
}

function scoreOf({ backtest }: ExplainedOutcome): { mase: number | null; reason?: string } {
  return backtest
    ? { mase: backtest.score.mase }
    : { mase: null, reason: 'the history is too short for a backtest' };
}

function judge(
  contest: Contest,
  explained: boolean,
  { method, model = 'auto' }: RegressionRequest,
): Pick<Choice, 'method' | 'notUseful'> {
  const errorOf = (method: ChosenMethod) => contest[method].backtest?.score.mae;
  const [withEffects, regression, without] = [
    errorOf('ensemble with effects'),
    errorOf('regression'),
    errorOf('ensemble'),
  ];
  if (withEffects === undefined || regression === undefined || without === undefined)
    return { method: 'ensemble with effects', notUseful: [] };
  const takesOver = model === 'auto' && regression < REGRESSION_TAKES_OVER * withEffects;
  const best = takesOver ? 'regression' : 'ensemble with effects';
  const error = best === 'regression' ? regression : withEffects;
  if (!explained || without > error || error === 0) return { method: best, notUseful: [] };
  const handsOver = method !== 'always' && without < ENSEMBLE_TAKES_OVER * error;
  return { method: handsOver ? 'ensemble' : best, notUseful: [describeLoss(handsOver)] };
}

function describeLoss(handsOver: boolean): Caution {
  const message = handsOver
    ? 'without regressors and events the ensemble was clearly better in the backtest: it forecasts alone'
    : 'without regressors and events the ensemble was as good in the backtest, or better, but not by enough to forecast alone';
  return { code: 'regressors-not-useful', message };
}
