import type { z } from 'zod';
import type { anomalyBackfillResponseSchema } from '../../../../contracts/anomaly-backfill.ts';
import { exampleIds } from './ids.ts';

export const backfillExample: z.output<typeof anomalyBackfillResponseSchema> = {
  backfillId: exampleIds.backfill,
  selector: { metric: 'flights.departures', labels: {} },
  from: new Date('2026-06-01T00:00:00Z'),
  to: null,
  reportOnly: false,
  state: 'running',
  message: '3 series done, 96,000 points: 14 anomalies found, 5 of them new, 2 superseded',
  detectorVersion: '1',
  series: { done: 3, failed: 0 },
  points: 96_000,
  anomalies: { found: 14, fresh: 5, superseded: 2 },
  problems: [],
  current: { metricId: exampleIds.metric, processedThrough: new Date('2026-09-12T07:00:00Z') },
  afterMetricId: 'met_3a0b9c8d7e6f5a4b3c2d1e0f',
  slices: 2,
  failures: 0,
  requestedBy: 'user:ada',
  createdAt: new Date('2026-11-21T11:58:00Z'),
  updatedAt: new Date('2026-11-21T11:58:09Z'),
  finishedAt: null,
};
