import type { z } from 'zod';
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
  madeAt: new Date('2026-11-21T05:00:02Z'),
  from: new Date('2026-11-21T05:00:00Z'),
  to: new Date('2026-11-21T06:00:00Z'),
  points: [
    {
      at: new Date('2026-11-21T05:00:00Z'),
      mean: 34.2,
      standardDeviation: 3.1,
      intervals: [{ level: 80, lower: 30.2, upper: 38.1 }],
    },
    {
      at: new Date('2026-11-21T06:00:00Z'),
      mean: 47.8,
      standardDeviation: 3.6,
      intervals: [{ level: 80, lower: 43.2, upper: 52.4 }],
    },
  ],
  errorCorrelation: 0.31,
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
};
