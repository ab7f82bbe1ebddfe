import type { ChartQuery } from '../../contracts/chart.ts';
import type { Ctx } from '../../firestore/context.ts';
import { chartOfMetric } from './chart-of-metric.ts';
import { svgOf } from './svg-of.ts';

/** A picture as it is drawn; PNG is made of it. */
export interface Drawing {
  readonly svg: string;
}

/** The chart of a metric as SVG. Fails as `chartOfMetric` does. */
export async function drawChart({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: ChartQuery & { metricId: string };
}): Promise<Drawing> {
  return { svg: await svgOf(await chartOfMetric({ ctx, input })) };
}
