import type { Metric } from '../../contracts/metric.ts';
import { type Resolution, resolutionLabel } from '../../forecasting/index.ts';

/** A resolution with its name ("hourly"), for documents that people read. */
export function describeResolution(resolution: Resolution): NonNullable<Metric['resolution']> {
  return { label: resolutionLabel(resolution), ...resolution };
}
