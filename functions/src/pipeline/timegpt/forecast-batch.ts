import type { TimeGptForecast } from '../../contracts/timegpt-answers.ts';
import type { TimeGptForecastRequest } from '../../contracts/timegpt-requests.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { takingForecasts } from '../forecast/taking-forecasts.ts';
import { concatenate, concatenateContributions, levelsOf } from './concatenation.ts';
import { continueSeries } from './continue-series.ts';
import { featureWeights } from './feature-weights.ts';
import { splitFeaturedSeries } from './features.ts';
import { parseFrequency } from './frequency.ts';
import { requireAffordable, workThrough } from './work.ts';

/** Answers `POST /v2/forecast`: the next `h` values of each series, by our own engine. Keeps nothing. */
export async function forecastBatch({
  ctx,
  input: { series, freq, h, level, model, feature_contributions },
}: {
  ctx: Ctx;
  input: TimeGptForecastRequest;
}): Promise<TimeGptForecast> {
  requirePermission(ctx, 'forecasts:write');
  const levels = levelsOf(level);
  const options = { frequency: parseFrequency(freq), h, levels, model };
  const numbers = series.sizes.length * h * (1 + 2 * levels.length);
  requireAffordable({ forecasts: series.sizes.length, numbers });
  const knownFeatures = series.X_future?.length ?? 0;
  const split = splitFeaturedSeries(series, options.frequency, (place) => place >= knownFeatures, h);
  const parts = await takingForecasts(ctx, series.sizes.length, () =>
    workThrough(split, (part) => continueSeries(part, options)),
  );
  const features = series.X?.length ?? 0;
  const { mean, intervals } = concatenate(parts, levels);
  return {
    mean,
    intervals,
    weights_x: featureWeights(parts, features),
    feature_contributions: concatenateContributions(parts, features, feature_contributions),
    input_tokens: series.y.length,
    output_tokens: mean.length,
    finetune_tokens: 0,
  };
}
