import type { Caution } from '../cautions.ts';
import type { RegressionBacktest } from './backtest-regression.ts';
import type { Column, Design } from './design.ts';

/** What a reader should know about the regression: what was left out, and whether it was worth it. */
export function regressionCautions(
  { columns, tooLate }: Design,
  borne: number,
  kept: readonly number[],
  backtest: RegressionBacktest | null,
  horizon: number,
): Caution[] {
  const cautions: Caution[] = [];
  const leaveOut = (names: readonly string[], why: string) => {
    if (names.length > 0)
      cautions.push({ code: 'regressor-dropped', message: `left out: ${names.join(', ')} (${why})` });
  };
  const chosen = ({ kind }: Column) => kind === 'regressor' || kind === 'event';
  const idle = columns.slice(0, borne).filter((column, j) => !kept.includes(j) && chosen(column));
  leaveOut(namesOf(idle), 'never varied in the history, or a combination of others');
  leaveOut(namesOf(columns.slice(borne)), 'the history is too short for so many coefficients');
  leaveOut(tooLate, 'the lag leaves less than half of the history');
  return [...cautions, ...backtestCautions(columns.some(chosen), backtest, horizon)];
}

function backtestCautions(
  explained: boolean,
  backtest: RegressionBacktest | null,
  horizon: number,
): Caution[] {
  if (!backtest) {
    return [
      {
        code: 'backtest-impossible',
        message: 'the history is too short for a backtest: accuracy and coverage are unknown',
      },
    ];
  }
  const { regression, without, seasonalNaive } = backtest;
  const cautions: Caution[] = [];
  const add = (holds: boolean, code: Caution['code'], message: string) => {
    if (holds) cautions.push({ code, message });
  };
  add(
    explained && regression.mae >= without.mae && without.mae > 0,
    'regressors-not-useful',
    'the same regression without regressors and events is no worse in the backtest',
  );
  add(
    regression.mae >= seasonalNaive.mae && seasonalNaive.mae > 0,
    'seasonal-naive-not-beaten',
    'the regression did not beat the seasonal naive method in the backtest',
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
