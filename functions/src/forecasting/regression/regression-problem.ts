import { type PreparedHistory, prepareHistory } from '../prepare-history.ts';
import { continueGrid, type FutureStep } from '../transforms/continue-grid.ts';
import { type Closure, findClosures, reopen, withoutClosures } from './closures.ts';
import { buildDesign, type Column, type Design } from './design.ts';
import { type EffectForm, likelierForm, toWork } from './effect-form.ts';
import { idleColumns } from './idle-columns.ts';
import { onGridSteps } from './on-grid-steps.ts';
import type { RegressionRequest } from './regression-request.ts';
import { seasonsWithoutEffects } from './seasons-without-effects.ts';
import { withinMeans } from './within-means.ts';

/** A request, made ready to be answered. */
export interface RegressionProblem {
  readonly request: RegressionRequest;
  readonly history: PreparedHistory;
  readonly design: Design;
  /** Points fitted to, in units of `history.scale`: the window without the rows that a lag makes unusable. */
  readonly y: readonly number[];
  /** All columns, of length *n* + horizon from the first of `y` on. */
  readonly all: readonly Column[];
  /** Those that the history can bear. */
  readonly columns: readonly Column[];
  /** Places of those that `auto` leaves out, since they cannot be told from chance; they are 0 all along. */
  readonly idle: readonly number[];
  readonly form: EffectForm;
  /** Events that are rules; `y` is as if they had not been. */
  readonly closures: readonly Closure[];
  /** The steps asked for, by the steps of models, of which `request` has the horizon. */
  readonly steps: readonly FutureStep[];
}

/**
 * Puts observations, regressors and events on one grid, and decides how effects act. Effects hide seasons: where these are
 * to be inferred and effects are taken off, seasons are sought again in what is left, and all is decided anew with them.
 */
export function poseRegression(given: RegressionRequest): RegressionProblem {
  const posed = pose(given);
  if (given.seasonLengths !== undefined || !isContest(given)) return posed;
  const seasonLengths = seasonsWithoutEffects(posed);
  const same = seasonLengths.join() === posed.history.seasonLengths.join();
  return same ? posed : { ...pose({ ...given, seasonLengths }), request: posed.request };
}

function isContest({ method = 'regression' }: RegressionRequest): boolean {
  return method !== 'regression';
}

function pose(given: RegressionRequest): RegressionProblem {
  const contest = isContest(given);
  // What stands out may be the very day that an event explains: it is repaired only where that is asked for, and where
  // effects are taken off, after that.
  const prepared = prepareHistory({ ...given, repair: given.repair ?? 'none' }, contest ? 'later' : 'now');
  const steps = continueGrid(prepared.grid, given.horizon);
  const request = onGridSteps(given, steps);
  const design = buildDesign(request, prepared.grid, prepared.y.length, prepared.seasonLengths);
  const filled = prepared.grid.filled.slice(-prepared.y.length);
  const closures = contest ? findClosures(prepared.y, design.columns, filled) : [];
  const history = { ...prepared, y: reopen(prepared.y, closures, prepared.seasonLengths[0] ?? 1) };
  const y = history.y.slice(design.skipped);
  const open = withoutClosures(design.columns, closures).map((column) => ({
    ...column,
    values: column.values.slice(design.skipped),
  }));
  const borne = withinMeans(open, y.length);
  const form = formOf(request, y, borne);
  const idle = request.method === 'auto' ? idleColumns(toWork(form, y), borne) : [];
  const all = open.map((column, j) =>
    idle.includes(j) ? { ...column, values: column.values.map(() => 0) } : column,
  );
  const columns = withinMeans(all, y.length);
  return { request, history, design, y, all, columns, idle, form, closures, steps };
}

function formOf(
  { effects = 'additive' }: RegressionRequest,
  y: readonly number[],
  columns: readonly Column[],
) {
  if (effects === 'additive' || !y.every((value) => value > 0)) return 'additive';
  return effects === 'multiplicative' ? effects : likelierForm(y, columns);
}
