import type { z } from 'zod';
import { readDetectionSettings } from '../../contracts/detection-settings.ts';
import type { Metric, metricResponseSchema } from '../../contracts/metric.ts';

export type MetricResponse = z.infer<typeof metricResponseSchema>;

/** A metric as it is answered: with the settings of detection that count, whatever stands in the document. */
export function answeredMetric(metricId: string, metric: Metric): MetricResponse {
  const { settings } = readDetectionSettings(metric.detectionSettings);
  return { metricId, ...metric, detectionSettings: settings };
}
