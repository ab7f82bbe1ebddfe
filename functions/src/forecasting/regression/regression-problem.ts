import { type PreparedHistory, prepareHistory } from '../prepare-history.ts';
import { continueGrid, type FutureStep } from '../transforms/continue-grid.ts';
import { type Closure, findClosures, reopen, withoutClosures } from './closures.ts';
import { buildDesign, type Column, type Design } from './design.ts';
import { type EffectForm, likelierForm } from './effect-form.ts';
import { onGridSteps } from './on-grid-steps.ts';
import type { RegressionRequest } from './regression-request.ts';
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
  readonly form: EffectForm;
  /** Events that are rules; `y` is as if they had not been. */
  readonly closures: readonly Closure[];
  /** The steps asked for, by the steps of models, of which `request` has the horizon. */
  readonly steps: readonly FutureStep[];
}

/** Puts observations, regressors and events on one grid, and decides how effects act. */
export function poseRegression(given: RegressionRequest): RegressionProblem {
  // What stands out may be the very day that an event explains: it is repaired only where that is asked for.
  const prepared = prepareHistory({ ...given, repair: given.repair ?? 'none' });
  const steps = continueGrid(prepared.grid, given.horizon);
  const request = onGridSteps(given, steps);
  const design = buildDesign(request, prepared.grid, prepared.y.length, prepared.seasonLengths);
  const contest = (request.method ?? 'regression') !== 'regression';
  const filled = prepared.grid.filled.slice(-prepared.y.length);
  const closures = contest ? findClosures(prepared.y, design.columns, filled) : [];
  const history = { ...prepared, y: reopen(prepared.y, closures, prepared.seasonLengths[0] ?? 1) };
  const y = history.y.slice(design.skipped);
  const all = withoutClosures(design.columns, closures).map((column) => ({
    ...column,
    values: column.values.slice(design.skipped),
  }));
  const columns = withinMeans(all, y.length);
  return { request, history, design, y, all, columns, form: formOf(request, y, columns), closures, steps };
}

function formOf(
  { effects = 'additive' }: RegressionRequest,
  y: readonly number[],
  columns: readonly Column[],
) {
  if (effects === 'additive' || !y.every((value) => value > 0)) return 'additive';
  return effects === 'multiplicative' ? effects : likelierForm(y, columns);
}
