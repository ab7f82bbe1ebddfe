import type { TimeGptOnlineAnomalies } from '../../contracts/timegpt-answers.ts';
import type { TimeGptOnlineAnomalyRequest } from '../../contracts/timegpt-requests.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { splitFeaturedSeries } from './features.ts';
import { parseFrequency } from './frequency.ts';
import { judgeFeaturedSeries } from './judge-featured-series.ts';
import type { JudgedValue } from './judge-series.ts';
import { judgeTogether } from './judge-together.ts';
import { judgedIntervals } from './judged-intervals.ts';
import { requireAffordable, workThrough } from './work.ts';

/**
 * Answers `POST /v2/online_anomaly_detection`: whether the newest values of each series are anomalies, each judged by
 * what came before it. Keeps nothing.
 */
export async function detectOnlineBatch({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: TimeGptOnlineAnomalyRequest;
}): Promise<TimeGptOnlineAnomalies> {
  requirePermission(ctx, 'anomalies:read');
  const { series, freq, level, detection_size, hist_exog } = input;
  const frequency = parseFrequency(freq);
  const answered = series.sizes.reduce((sum, size) => sum + Math.min(size, detection_size), 0);
  requireAffordable({ forecasts: 0, numbers: 6 * answered });
  const split = splitFeaturedSeries(series, frequency, (place) => hist_exog?.includes(place) ?? false);
  const parts = await workThrough(split, (part) => {
    // The values judged teach nothing about features.
    const fitted = part.values.length - detection_size;
    return judgeFeaturedSeries(part, frequency, level, fitted).judged.slice(-detection_size);
  });
  const judged = parts.flat();
  return {
    mean: judged.map(({ mean }) => mean),
    sizes: parts.map((part) => part.length),
    idxs: judged.map(({ index }) => index),
    anomaly_score: judged.map(({ score }) => score),
    ...verdictsOf(parts, input),
    input_tokens: series.y.length,
    output_tokens: judged.length,
    finetune_tokens: 0,
  };
}

function verdictsOf(
  parts: readonly (readonly JudgedValue[])[],
  { threshold_method, level }: TimeGptOnlineAnomalyRequest,
): Pick<TimeGptOnlineAnomalies, 'anomaly' | 'accumulated_anomaly_score' | 'intervals'> {
  const judged = parts.flat();
  if (threshold_method === 'univariate') {
    const anomaly = judged.map((value) => value.anomaly);
    return { anomaly, accumulated_anomaly_score: null, intervals: judgedIntervals(judged, level) };
  }
  const joint = judgeTogether(parts, level);
  return {
    anomaly: parts.flatMap(() => joint.map(({ anomaly }) => anomaly)),
    accumulated_anomaly_score: parts.flatMap(() => joint.map(({ score }) => score)),
    intervals: null,
  };
}
