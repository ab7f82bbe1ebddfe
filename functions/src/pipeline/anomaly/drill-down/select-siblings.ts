import type { Metric } from '../../../contracts/metric.ts';
import { comparableSeries, type Population } from '../../../detection/contribution/index.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';

/** Other series of a metric that are looked at; of more, those whose documents were written last. */
export const siblingsMax = 50;

/** A series with its document. */
export interface SelectedSeries {
  readonly metricId: string;
  readonly metric: Metric;
}

/** The series that an anomaly's change is looked for in, and how many of the same key were not looked at. */
export interface Siblings {
  readonly population: Population<SelectedSeries> | null;
  readonly leftOut: number;
}

/**
 * The series of the same key in the same organization that compare with one. Those that were written last are taken,
 * because labels come and go: what has fallen silent explains nothing.
 *
 * Query: `metrics where key == by updatedAt descending`. Reads: one for each series of the key, at most 51, and one to
 * count where there are more.
 */
export async function selectSiblings(ctx: Ctx, self: SelectedSeries): Promise<Siblings> {
  const ofKey = collection(ctx.db.firestore, ctx.orgId, 'metrics').where('key', '==', self.metric.key);
  const found = await ctx.db.query(ofKey.orderBy('updatedAt', 'desc').limit(siblingsMax + 1));
  const others = found
    .filter(({ id }) => id !== self.metricId)
    .slice(0, siblingsMax)
    .map((snapshot) => ({ metricId: snapshot.id, metric: snapshot.data() }));
  const total = found.length > siblingsMax ? await ctx.db.count(ofKey) : others.length + 1;
  const population = comparableSeries(described(self), others.map(described));
  return {
    population:
      population === null
        ? null
        : {
            of: population.of,
            series: population.series.map(({ metricId, metric }) => ({ metricId, metric })),
          },
    leftOut: Math.max(0, total - 1 - others.length),
  };
}

const described = ({ metricId, metric }: SelectedSeries) => ({
  metricId,
  metric,
  labels: metric.labels,
  kind: metric.kind,
  unit: metric.unit,
});
