import type { TimeGptCrossValidation } from '../../contracts/timegpt-answers.ts';
import type { TimeGptCrossValidationRequest } from '../../contracts/timegpt-requests.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { takingForecasts } from '../forecast/taking-forecasts.ts';
import { concatenate, concatenateContributions, levelsOf } from './concatenation.ts';
import { continueSeries } from './continue-series.ts';
import { type FeaturedPart, partBefore, splitFeaturedSeries } from './features.ts';
import { parseFrequency } from './frequency.ts';
import { planWholeHistory, planWindows, type Window } from './plan-windows.ts';
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
  const historic = input.hist_exog ?? [];
  const plans = splitFeaturedSeries(series, frequency, (place) => historic.includes(place)).map((part) =>
    planOf(part, input),
  );
  const windows = plans.flat();
  const steps = windows.reduce((sum, { h }) => sum + h, 0);
  requireAffordable(costOf(windows.length, steps / Math.max(1, windows.length), levels));
  const made = await takingForecasts(ctx, windows.length, () =>
    workThrough(windows, ({ part, start, h }) =>
      continueSeries(partBefore(part, { start, h }), { frequency, h, levels, model }),
    ),
  );
  const { mean, intervals } = concatenate(made, levels);
  return {
    mean,
    sizes: plans.map((plan) => plan.reduce((sum, { h }) => sum + h, 0)),
    idxs: windows.flatMap(({ part, start, h }) =>
      Array.from({ length: h }, (_, k) => part.offset + start + k),
    ),
    intervals,
    feature_contributions: concatenateContributions(made, series.X?.length ?? 0, input.feature_contributions),
    input_tokens: series.y.length,
    output_tokens: mean.length,
    finetune_tokens: 0,
  };
}

function planOf(part: FeaturedPart, input: TimeGptCrossValidationRequest): Window<FeaturedPart>[] {
  const { h, n_windows: count, step_size: step } = input;
  return input.full_history ? planWholeHistory(part) : planWindows(part, { h, count, step: step ?? h });
}

const costOf = (forecasts: number, h: number, levels: readonly number[]) => ({
  forecasts,
  numbers: forecasts * h * (2 + 2 * levels.length),
});
