import type { z } from 'zod';
import type { crossingResponseSchema } from '../../../../contracts/crossing-query.ts';
import type { forecastResponseSchema } from '../../../../contracts/forecast.ts';
import { exampleIds } from './ids.ts';

export const forecastExample: z.output<typeof forecastResponseSchema> = {
  forecastId: exampleIds.forecast,
  metricId: exampleIds.metric,
  sumId: null,
  metricKey: 'flights.departures',
  labels: { airport: 'ATL' },
  unit: 'flights',
  jobId: exampleIds.job,
  runId: exampleIds.run,
  backend: 'statistical',
  horizon: 2,
  levels: [80],
  quantiles: [0.1, 0.9],
  madeAt: new Date('2026-11-21T05:00:02Z'),
  from: new Date('2026-11-21T05:00:00Z'),
  to: new Date('2026-11-21T06:00:00Z'),
  points: [
    {
      at: new Date('2026-11-21T05:00:00Z'),
      mean: 34.2,
      standardDeviation: 3.1,
      intervals: [{ level: 80, lower: 30.2, upper: 38.1 }],
      quantiles: [
        { probability: 0.1, value: 30.2 },
        { probability: 0.9, value: 38.1 },
      ],
    },
    {
      at: new Date('2026-11-21T06:00:00Z'),
      mean: 47.8,
      standardDeviation: 3.6,
      intervals: [{ level: 80, lower: 43.2, upper: 52.4 }],
      quantiles: [
        { probability: 0.1, value: 43.2 },
        { probability: 0.9, value: 52.4 },
      ],
    },
  ],
  errorCorrelation: 0.31,
  distribution: {
    quantiles: [
      { probability: 0.025, values: [28.1, 40.6] },
      { probability: 0.1, values: [30.2, 43.2] },
      { probability: 0.5, values: [34.2, 47.8] },
      { probability: 0.9, values: [38.1, 52.4] },
      { probability: 0.975, values: [40.5, 55.1] },
    ],
    bounds: { minimum: 0, maximum: null, integer: false },
  },
  crossings: [
    {
      threshold: 50,
      direction: 'above',
      withinSeconds: null,
      probability: 0.26,
      alreadyCrossed: false,
      at: new Date('2026-11-21T06:00:00Z'),
      earliest: new Date('2026-11-21T06:00:00Z'),
      latest: new Date('2026-11-21T06:00:00Z'),
    },
  ],
  card: {
    asked: {
      model: 'auto',
      seasonLengths: null,
      bounds: { minimum: 0 },
      resolution: null,
      aggregate: null,
      timeZone: 'America/New_York',
      repair: null,
    },
    model: 'theta',
    weights: [{ name: 'theta', weight: 1 }],
    candidates: [
      { name: 'theta', mase: 0.71 },
      { name: 'seasonal-naive', mase: 1.02 },
    ],
    history: {
      from: new Date('2026-05-25T00:00:00Z'),
      to: new Date('2026-11-21T04:00:00Z'),
      observed: 4_325,
      gridLength: 4_325,
      gapsFilled: 0,
      duplicates: 0,
      timeZone: 'America/New_York',
      repairs: [{ kind: 'outlier', at: new Date('2026-10-02T13:00:00Z'), value: 410, replacement: 44.8 }],
      repairCount: 1,
      newestAt: new Date('2026-11-21T04:00:00Z'),
      resolution: { label: 'hourly', unit: 'millisecond', count: 3_600_000 },
      seasonLengths: [24, 168],
      lastValue: 31,
      inputHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
    backtest: {
      origins: 5,
      horizon: 48,
      mase: 0.71,
      smape: 0.084,
      bias: -0.2,
      seasonalNaive: { mase: 1.02, smape: 0.121 },
      coverage: [{ level: 80, empirical: 0.81 }],
    },
    explanation: null,
    cautions: [
      {
        code: 'outliers-repaired',
        message:
          '1 value stands far off and was replaced by what the rest suggests (2026-10-02T13:00:00Z: 410 → 44.8): the forecast does not expect the like again',
      },
    ],
    engineVersion: '1',
    durationMs: 184.2,
    cost: { documentReads: 8, documentWrites: 2 },
  },
  hierarchy: null,
  expireAt: new Date('2027-12-26T06:00:00Z'),
};

export const crossingExample: z.output<typeof crossingResponseSchema> = {
  forecastId: exampleIds.forecast,
  metricId: exampleIds.metric,
  madeAt: forecastExample.madeAt,
  from: forecastExample.from,
  to: forecastExample.to,
  threshold: 50,
  direction: 'above',
  withinSeconds: 7_200,
  probability: 0.26,
  alreadyCrossed: false,
  at: new Date('2026-11-21T06:00:00Z'),
  earliest: new Date('2026-11-21T06:00:00Z'),
  latest: new Date('2026-11-21T06:00:00Z'),
};
