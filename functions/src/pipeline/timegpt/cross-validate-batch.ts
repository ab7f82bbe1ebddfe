import type { TimeGptCrossValidation, TimeGptCrossValidationRequest } from '../../contracts/timegpt.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { concatenate, levelsOf } from './concatenation.ts';
import { continueSeries } from './continue-series.ts';
import { parseFrequency } from './frequency.ts';
import { planWholeHistory, planWindows, type Window } from './plan-windows.ts';
import { type SeriesPart, splitSeries } from './split-series.ts';
import { requireAffordable, workThrough } from './work.ts';

/**
 * Answers `POST /v2/cross_validation`: forecasts stretches of each series' past from what lay before them, each by a
 * model that has seen nothing later. Keeps nothing.
 */
export async function crossValidateBatch({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: TimeGptCrossValidationRequest;
}): Promise<TimeGptCrossValidation> {
  requirePermission(ctx, 'forecasts:write');
  const { series, freq, level, model } = input;
  const frequency = parseFrequency(freq);
  const levels = levelsOf(level);
  if (!input.full_history) requireAffordable(costOf(series.sizes.length * input.n_windows, input.h, levels));
  const plans = splitSeries(series, frequency).map((part) => planOf(part, input));
  const windows = plans.flat();
  const steps = windows.reduce((sum, { h }) => sum + h, 0);
  requireAffordable(costOf(windows.length, steps / Math.max(1, windows.length), levels));
  const made = await workThrough(windows, ({ part, start, h }) =>
    continueSeries({ ...part, values: part.values.slice(0, start) }, { frequency, h, levels, model }),
  );
  const { mean, intervals } = concatenate(made, levels);
  return {
    mean,
    sizes: plans.map((plan) => plan.reduce((sum, { h }) => sum + h, 0)),
    idxs: windows.flatMap(({ part, start, h }) =>
      Array.from({ length: h }, (_, k) => part.offset + start + k),
    ),
    intervals,
    feature_contributions: null,
    input_tokens: series.y.length,
    output_tokens: mean.length,
    finetune_tokens: 0,
  };
}

function planOf(part: SeriesPart, input: TimeGptCrossValidationRequest): Window[] {
  const { h, n_windows: count, step_size: step } = input;
  return input.full_history ? planWholeHistory(part) : planWindows(part, { h, count, step: step ?? h });
}

const costOf = (forecasts: number, h: number, levels: readonly number[]) => ({
  forecasts,
  numbers: forecasts * h * (2 + 2 * levels.length),
});
