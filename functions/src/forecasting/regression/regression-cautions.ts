import type { Caution } from '../cautions.ts';
import { isChosen } from './backtest-regression.ts';
import type { Choice } from './choose-outcome.ts';
import type { Column } from './design.ts';
import type { RegressionProblem } from './regression-problem.ts';

/** What a reader should know about the regression: what was left out, whether it was worth it, and how far it was tested. */
export function regressionCautions(
  { all, columns, idle, design, form, request }: RegressionProblem,
  kept: readonly number[],
  choice: Choice,
): Caution[] {
  const cautions: Caution[] = [];
  const leaveOut = (names: readonly string[], why: string) => {
    if (names.length > 0)
      cautions.push({ code: 'regressor-dropped', message: `left out: ${names.join(', ')} (${why})` });
  };
  const blind = columns.filter((column, j) => !kept.includes(j) && !idle.includes(j) && isChosen(column));
  leaveOut(namesOf(blind), 'never varied in the history, or a combination of others');
  leaveOut(namesOf(idle.map((j) => columns[j])), 'what they add cannot be told from chance');
  leaveOut(namesOf(all.slice(columns.length)), 'the history is too short for so many coefficients');
  leaveOut(design.tooLate, 'the lag leaves less than half of the history');
  if (request.effects === 'multiplicative' && form === 'additive') {
    const message = 'the history has values that are not positive: effects are added, and do not multiply';
    cautions.push({ code: 'effects-additive', message });
  }
  return [...cautions, ...choice.outcome.cautions, ...backtestCautions(choice, request.horizon)];
}

function backtestCautions({ outcome, seasonalNaive, notUseful }: Choice, horizon: number): Caution[] {
  const { backtest, name } = outcome;
  if (!backtest || !seasonalNaive) {
    const message = 'the history is too short for a backtest: accuracy and coverage are unknown';
    return [{ code: 'backtest-impossible', message }];
  }
  const cautions: Caution[] = [...notUseful];
  const add = (holds: boolean, code: Caution['code'], message: string) => {
    if (holds) cautions.push({ code, message });
  };
  const { mase, mae } = backtest.score;
  add(
    (mase ?? mae) >= seasonalNaive.loss && seasonalNaive.loss > 0,
    'seasonal-naive-not-beaten',
    `${name} did not beat the seasonal naive method in the backtest`,
  );
  add(
    backtest.horizon < horizon,
    'backtest-horizon-shortened',
    `the history allows a backtest over ${backtest.horizon} steps only`,
  );
  return cautions;
}

function namesOf(columns: readonly Column[]): string[] {
  return columns.map(({ name }) => name);
}
