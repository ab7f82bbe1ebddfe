import type { AnalyseSeriesTask } from '../../contracts/forecast-job.ts';
import type { Metric } from '../../contracts/metric.ts';
import type { ReadPast } from '../alert/read-history.ts';
import { chunkAt } from '../store/layout.ts';
import type { PointsRead } from '../store/read-points.ts';
import type { AnalysisPlan } from './plan-analysis.ts';
import { resolutionOf } from './summarise.ts';

type Touched = AnalyseSeriesTask['series'][number];

/** The first instant of a series, ms UTC. */
export const firstAtOf = ({ from }: Touched, { firstPointAt }: Metric, { points }: PointsRead): number =>
  Math.min(firstPointAt?.getTime() ?? from, points[0]?.at ?? from);

/**
 * What an analysis has read of the past, for rules that look back. Chunks are read whole, so that more is known than was
 * asked for: all that the chunks of today's layout hold at both ends of the range.
 */
export function pastOf(touched: Touched, metric: Metric, plan: AnalysisPlan, read: PointsRead): ReadPast {
  const { span } = metric.layout;
  const from = chunkAt(span, plan.from).startAt;
  const to = Math.max(plan.to, chunkAt(span, plan.to - 1).endAt);
  return {
    history: { points: read.around, covered: [{ from, to }] },
    span,
    firstAt: firstAtOf(touched, metric, read),
    resolution: resolutionOf(read.instants) ?? metric.resolution,
  };
}
