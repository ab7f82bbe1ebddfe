import type { TimeGptAnomalies } from '../../contracts/timegpt-answers.ts';
import type { TimeGptAnomalyRequest } from '../../contracts/timegpt-requests.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { featureWeights } from './feature-weights.ts';
import { splitFeaturedSeries } from './features.ts';
import { parseFrequency } from './frequency.ts';
import { judgeFeaturedSeries } from './judge-featured-series.ts';
import { judgedIntervals } from './judged-intervals.ts';
import { requireAffordable, workThrough } from './work.ts';

/** Answers `POST /v2/anomaly_detection`: which values of each series' past were anomalies. Keeps nothing. */
export async function detectBatch({
  ctx,
  input: { series, freq, level, hist_exog },
}: {
  ctx: Ctx;
  input: TimeGptAnomalyRequest;
}): Promise<TimeGptAnomalies> {
  requirePermission(ctx, 'anomalies:read');
  const frequency = parseFrequency(freq);
  requireAffordable({ forecasts: 0, numbers: 4 * series.y.length });
  const split = splitFeaturedSeries(series, frequency, (place) => hist_exog?.includes(place) ?? false);
  const parts = await workThrough(split, (part) =>
    judgeFeaturedSeries(part, frequency, level, part.values.length),
  );
  const judged = parts.flatMap((part) => part.judged);
  return {
    mean: judged.map(({ mean }) => mean),
    sizes: parts.map((part) => part.judged.length),
    anomaly: judged.map(({ anomaly }) => anomaly),
    intervals: judgedIntervals(judged, level),
    weights_x: featureWeights(
      parts.map(({ effects }) => ({ contributions: effects })),
      series.X?.length ?? 0,
    ),
    input_tokens: series.y.length,
    output_tokens: judged.length,
    finetune_tokens: 0,
  };
}
