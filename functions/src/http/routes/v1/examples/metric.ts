import type { z } from 'zod';
import type { metricResponseSchema, seriesResponseSchema } from '../../../../contracts/metric.ts';
import { anomalyExtentExample } from './anomaly.ts';
import { exampleIds } from './ids.ts';

export const metricExample: z.output<typeof metricResponseSchema> = {
  metricId: exampleIds.metric,
  key: 'flights.departures',
  labels: { airport: 'ATL' },
  unit: 'flights',
  kind: 'delta',
  resolution: { label: 'hourly', unit: 'millisecond', count: 3_600_000 },
  seasonLengths: [24, 168],
  firstPointAt: new Date('2026-05-25T00:00:00Z'),
  lastPointAt: new Date('2026-11-21T04:00:00Z'),
  lastValue: 31,
  pointCount: 4_325,
  retentionDays: null,
  layout: { span: 'month', generation: 1 },
  latestForecast: {
    forecastId: exampleIds.forecast,
    madeAt: new Date('2026-11-21T05:00:02Z'),
    from: new Date('2026-11-21T05:00:00Z'),
    to: new Date('2026-11-23T04:00:00Z'),
    model: 'theta',
    expireAt: new Date('2027-12-28T04:00:00Z'),
  },
  detectionSettings: { enabled: true, sensitivity: 0.5, seasonLengths: null, timeZone: null },
  detection: {
    status: 'watching',
    processedThrough: new Date('2026-11-21T04:00:00Z'),
    anomalies: 3,
    lastAnomalyAt: new Date('2026-11-18T14:00:00Z'),
    problems: [],
    lowered: {
      count: 1,
      lastAt: new Date('2026-11-19T14:00:00Z'),
      explanation:
        'would be anomalous (value 9 is below the expected band 51 to 73.9 (expected 62.3); about 1 in 20,000 points is this far out), but a member called a similar one of 2026-11-18 expected',
    },
  },
  feedback: {
    lessons: [
      {
        anomalyId: exampleIds.anomaly,
        label: 'expected',
        labelledAt: new Date('2026-11-19T08:30:00Z'),
        startAt: new Date('2026-11-18T14:00:00Z'),
        extent: anomalyExtentExample,
        effect:
          'anomalies at most 72.88 below what is expected, of at most 17 anomalous points, after 2026-11-18, are not reported',
      },
    ],
  },
  createdAt: new Date('2026-11-20T09:12:44Z'),
  updatedAt: new Date('2026-11-21T05:00:02Z'),
};

export const seriesExample: z.output<typeof seriesResponseSchema> = {
  metricId: exampleIds.metric,
  key: 'flights.departures',
  labels: { airport: 'ATL' },
  unit: 'flights',
  from: new Date('2026-11-20T00:00:00Z'),
  to: new Date('2026-11-21T00:00:00Z'),
  aggregate: 'mean',
  bucketSeconds: 43_200,
  points: [
    { at: new Date('2026-11-20T00:00:00Z'), value: 28.4, count: 12 },
    { at: new Date('2026-11-20T12:00:00Z'), value: 61.9, count: 12 },
  ],
  nextPageToken: null,
};
