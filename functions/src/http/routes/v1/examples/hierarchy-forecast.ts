import type { z } from 'zod';
import type { hierarchyForecastResponseSchema } from '../../../../contracts/hierarchy-forecast.ts';
import { forecastExample } from './forecast.ts';
import { exampleIds } from './ids.ts';

const total = {
  ...forecastExample,
  forecastId: exampleIds.forecastOfSum,
  metricId: null,
  sumId: exampleIds.sum,
  labels: {},
  jobId: null,
  runId: null,
  hierarchy: {
    node: 'sum' as const,
    by: '*',
    aliases: [],
    leafCount: 2,
    groupings: ['*'],
    method: 'mint-shrink' as const,
    shrinkage: 0.12,
    inputHash: '3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea',
    accuracy: {
      origins: 3,
      horizon: 48,
      base: { mase: 0.73 },
      reconciled: { mase: 0.66 },
      coverage: [{ level: 80, empirical: 0.82 }],
    },
    cautions: [],
  },
};

export const hierarchyForecastExample: z.output<typeof hierarchyForecastResponseSchema> = {
  metric: 'flights.departures',
  labels: {},
  by: ['*'],
  method: 'mint-shrink',
  shrinkage: 0.12,
  resolution: { label: 'hourly', unit: 'millisecond', count: 3_600_000 },
  accuracy: {
    origins: 3,
    horizon: 48,
    tiers: [
      {
        by: '*',
        series: 1,
        base: { mase: 0.73 },
        reconciled: { mase: 0.66 },
        coverage: [{ level: 80, empirical: 0.82 }],
      },
      {
        by: null,
        series: 2,
        base: { mase: 0.75 },
        reconciled: { mase: 0.75 },
        coverage: [{ level: 80, empirical: 0.81 }],
      },
    ],
  },
  cautions: [],
  leftOut: [],
  forecasts: [total],
  cost: { documentReads: 18, documentWrites: 5 },
};
