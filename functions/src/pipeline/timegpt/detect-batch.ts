import type { TimeGptAnomalies } from '../../contracts/timegpt-answers.ts';
import type { TimeGptAnomalyRequest } from '../../contracts/timegpt-requests.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { parseFrequency } from './frequency.ts';
import { judgeSeries } from './judge-series.ts';
import { judgedIntervals } from './judged-intervals.ts';
import { splitSeries } from './split-series.ts';
import { requireAffordable, workThrough } from './work.ts';

/** Answers `POST /v2/anomaly_detection`: which values of each series' past were anomalies. Keeps nothing. */
export async function detectBatch({
  ctx,
  input: { series, freq, level },
}: {
  ctx: Ctx;
  input: TimeGptAnomalyRequest;
}): Promise<TimeGptAnomalies> {
  requirePermission(ctx, 'anomalies:read');
  const frequency = parseFrequency(freq);
  requireAffordable({ forecasts: 0, numbers: 4 * series.y.length });
  const parts = await workThrough(splitSeries(series, frequency), (part) =>
    judgeSeries(part, frequency, level),
  );
  const judged = parts.flat();
  return {
    mean: judged.map(({ mean }) => mean),
    sizes: parts.map((part) => part.length),
    anomaly: judged.map(({ anomaly }) => anomaly),
    intervals: judgedIntervals(judged, level),
    weights_x: null,
    input_tokens: series.y.length,
    output_tokens: judged.length,
    finetune_tokens: 0,
  };
}
