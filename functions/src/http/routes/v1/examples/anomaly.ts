import type { z } from 'zod';
import type { anomalyResponseSchema, detectResponseSchema } from '../../../../contracts/anomaly.ts';
import type { DrillDownFields } from '../../../../contracts/contribution.ts';
import { exampleIds } from './ids.ts';

const seen = {
  startAt: new Date('2026-11-18T14:00:00Z'),
  peakAt: new Date('2026-11-18T17:00:00Z'),
  endAt: new Date('2026-11-18T21:00:00Z'),
  points: 8,
  kind: 'dip',
  expert: 'weekly season',
  severity: 'critical',
  score: 0.998,
  value: 4,
  expected: 62.3,
  lower: 51,
  upper: 73.9,
  explanation:
    'value 4 is below the expected band 51 to 73 (expected 62 by the weekly season: what Wednesdays at this hour were); about 1 in 100,000,000 points is this far out, less than once in 1,000 years at one each hour; values in flights',
} as const;

const drillDown: DrillDownFields = {
  contributions: [
    {
      label: 'airport',
      value: 'ATL',
      series: 1,
      moved: 1,
      observed: 48,
      expected: 231,
      change: -183,
      share: 1,
      surprise: 0.039,
    },
    {
      label: 'airport',
      value: 'BOS',
      series: 1,
      moved: 0,
      observed: 61,
      expected: 66,
      change: -5,
      share: 0,
      surprise: 0.059,
    },
  ],
  contributionSummary:
    'this series fell alone: the other one did not; all of the fall came from airport=ATL (usually 78% of the sum of both), no other airport moved',
  siblings: { considered: 2, leftOut: 0, silent: 0, movedTogether: 0, movedAgainst: 0 },
};

export const anomalyExtentExample = {
  kinds: ['dip' as const],
  side: 'below' as const,
  distance: 58.3,
  bandWidths: 5.16,
  gapMs: 0,
  points: 8,
};

export const anomalyExample: z.output<typeof anomalyResponseSchema> = {
  anomalyId: exampleIds.anomaly,
  metricId: exampleIds.metric,
  metricKey: 'flights.departures',
  labels: { airport: 'ATL' },
  unit: 'flights',
  ...seen,
  extent: anomalyExtentExample,
  ...drillDown,
  detectorVersion: '1',
  label: null,
  labelledBy: null,
  labelledAt: null,
  detectedAt: new Date('2026-11-18T15:00:04Z'),
  supersededAt: null,
};

export const detectExample: z.output<typeof detectResponseSchema> = {
  metricId: exampleIds.metric,
  detectorVersion: '1',
  pointsSeen: 4_325,
  inconclusive: 48,
  anomalies: [seen],
  lowered: [],
};
