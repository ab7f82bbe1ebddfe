import type { DrillDownFields } from '../../../contracts/contribution.ts';
import type { Metric } from '../../../contracts/metric.ts';
import { drillDown, planWindows } from '../../../detection/contribution/index.ts';
import type { Episode } from '../../../detection/index.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { inGroups } from '../../hierarchy/in-groups.ts';
import { spanLength } from '../../store/layout.ts';
import { contributionFields } from './contribution-fields.ts';
import { readSibling } from './read-sibling.ts';
import type { SelectedSeries, Siblings } from './select-siblings.ts';

/** A month, a quarter or a year of mean length. */
const monthMs = (365.2425 / 12) * 86_400_000;

/** The part of an episode that a drill-down looks at. */
export type Occasion = Pick<Episode, 'startAt' | 'peakAt' | 'kind'>;

/** The series that is anomalous. Its document may not yet know of the points at hand. */
export interface Subject extends SelectedSeries {
  readonly resolution: Metric['resolution'];
  /** Instant of its first point, ms UTC. */
  readonly firstAt: number;
}

/**
 * Which label values moved during one anomaly; null where there is nothing to tell: no two series to compare, or a
 * spacing of points that is not yet known. Reads the chunks of every series around the anomaly and its like in earlier
 * seasons, ten series at a time.
 */
export async function drillDownEpisode(
  ctx: Ctx,
  { metricId, metric, resolution, firstAt }: Subject,
  { population, leftOut }: Siblings,
  { startAt, peakAt, kind }: Occasion,
): Promise<DrillDownFields | null> {
  if (population === null || resolution === null) return null;
  const plan = planWindows({
    startAt,
    peakAt,
    resolutionMs: resolution.count * (resolution.unit === 'month' ? monthMs : 1),
    firstAt,
    reachMs: spanLength(metric.layout.span),
  });
  const read = await inGroups(population.series, (one) => readSibling(ctx, one, plan));
  const series = read.filter((one) => one !== undefined);
  const found = drillDown(metricId, { of: population.of, series }, metric.kind, plan);
  return found === null ? null : contributionFields(found, kind, leftOut + read.length - series.length);
}
