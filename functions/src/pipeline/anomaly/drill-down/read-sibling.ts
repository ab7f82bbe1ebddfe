import type { SiblingSeries, Span, WindowPlan } from '../../../detection/contribution/index.ts';
import { spansToRead } from '../../../detection/contribution/index.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { spanLength } from '../../store/layout.ts';
import { readPoints, type StoredPoint } from '../../store/read-points.ts';
import type { SelectedSeries } from './select-siblings.ts';

/** Chunk documents that one span of time may take; a series laid out finer than that is not looked at. */
const chunksMax = 30;

/** The points of a series in the windows of a plan: one read for each chunk. Undefined where they are in too many chunks. */
export async function readSibling(
  ctx: Ctx,
  { metricId, metric }: SelectedSeries,
  plan: WindowPlan,
): Promise<SiblingSeries | undefined> {
  const points: StoredPoint[] = [];
  for (const span of spansToRead(plan, spanLength(metric.layout.span))) {
    const read = await readPoints(ctx, metricId, { ...whole(span), chunksMax });
    if (read.completeTo < whole(span).to) return undefined;
    points.push(...read.points);
  }
  const instants = points.map(({ at }) => at);
  // The document may lag behind the points, and knows those that were not read.
  const first = [instants[0], metric.firstPointAt?.getTime()].filter((at) => at !== undefined);
  const last = [instants.at(-1), metric.lastPointAt?.getTime()].filter((at) => at !== undefined);
  return {
    id: metricId,
    labels: metric.labels,
    points,
    firstAt: first.length === 0 ? null : Math.min(...first),
    lastAt: last.length === 0 ? null : Math.max(...last),
  };
}

/** Instants of documents are whole milliseconds; half a step need not be. */
const whole = ({ from, to }: Span): Span => ({ from: Math.floor(from), to: Math.ceil(to) });
