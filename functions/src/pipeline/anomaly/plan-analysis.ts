import type { AnalysisState } from '../../contracts/anomaly.ts';
import type { DetectionSettings } from '../../contracts/detection-settings.ts';
import type { AnalyseSeriesTask } from '../../contracts/forecast-job.ts';
import type { Metric } from '../../contracts/metric.ts';
import { spanLength } from '../store/layout.ts';
import { isCurrent } from './detect-batch.ts';

/** Chunks that a replay of a series reads at the most; the newest count. */
const replayChunksMax = 200;

/** Points may lie a day ahead of now; a range that ends here ends behind them all, but for plans. */
const aheadMs = 2 * 86_400_000;

/** What to read for an analysis, and from where the detector goes on. Instants in ms UTC. */
export interface AnalysisPlan {
  /** `replay`: from the start of the series; `continue`: from where the detector stands; `recount`: late points only. */
  readonly mode: 'replay' | 'continue' | 'recount';
  readonly from: number;
  readonly to: number;
  /** The detector takes in points later than this. */
  readonly after: number;
}

/**
 * Decides how to analyse what came: a series without a usable state is replayed, and so is one that got points from
 * before everything the detector saw (a backfill); points in between are late, and change counts only. While the
 * resolution is unknown the few points that there are are all read, so that it shows. Where detection is switched off
 * any state will do.
 */
export function planAnalysis(
  metric: Pick<Metric, 'layout' | 'firstPointAt' | 'resolution'>,
  state: AnalysisState | undefined,
  touched: AnalyseSeriesTask['series'][number],
  settings: DetectionSettings,
  now: Date,
): AnalysisPlan {
  const end = now.getTime() + aheadMs;
  const through = state?.processedThrough.getTime() ?? Number.NEGATIVE_INFINITY;
  if (state === undefined || !isCurrent(state, settings) || touched.from < state.processedFrom.getTime()) {
    const first = Math.min(touched.from, metric.firstPointAt?.getTime() ?? touched.from);
    const newest = Math.min(end, Math.max(touched.to, Number.isFinite(through) ? through : touched.to));
    const from = Math.max(first, newest - replayChunksMax * spanLength(metric.layout.span));
    return { mode: 'replay', from, to: end, after: Number.NEGATIVE_INFINITY };
  }
  if (touched.to <= through)
    return { mode: 'recount', from: touched.from, to: touched.to + 1, after: through };
  const known = metric.resolution === null ? state.processedFrom.getTime() : through + 1;
  return { mode: 'continue', from: Math.min(touched.from, known), to: end, after: through };
}
