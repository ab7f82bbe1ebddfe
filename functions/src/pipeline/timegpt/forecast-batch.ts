import type { TimeGptForecast, TimeGptForecastRequest } from '../../contracts/timegpt.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { concatenate, levelsOf } from './concatenation.ts';
import { continueSeries } from './continue-series.ts';
import { parseFrequency } from './frequency.ts';
import { splitSeries } from './split-series.ts';
import { requireAffordable, workThrough } from './work.ts';

/** Answers `POST /v2/forecast`: the next `h` values of each series, by our own engine. Keeps nothing. */
export async function forecastBatch({
  ctx,
  input: { series, freq, h, level, model },
}: {
  ctx: Ctx;
  input: TimeGptForecastRequest;
}): Promise<TimeGptForecast> {
  requirePermission(ctx, 'forecasts:write');
  const levels = levelsOf(level);
  const options = { frequency: parseFrequency(freq), h, levels, model };
  const numbers = series.sizes.length * h * (1 + 2 * levels.length);
  requireAffordable({ forecasts: series.sizes.length, numbers });
  const parts = await workThrough(splitSeries(series, options.frequency), (part) =>
    continueSeries(part, options),
  );
  const { mean, intervals } = concatenate(parts, levels);
  return {
    mean,
    intervals,
    weights_x: null,
    feature_contributions: null,
    input_tokens: series.y.length,
    output_tokens: mean.length,
    finetune_tokens: 0,
  };
}
