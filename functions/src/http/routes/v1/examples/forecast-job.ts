import type { z } from 'zod';
import type { forecastJobResponseSchema } from '../../../../contracts/forecast-job.ts';
import type {
  forecastRunResponseSchema,
  seriesOutcomeResponseSchema,
} from '../../../../contracts/forecast-run.ts';
import { exampleIds } from './ids.ts';

export const jobSpecExample = {
  name: 'departures, every hour',
  selector: { metric: 'flights.departures', labels: { airport: 'ATL' } },
  schedule: '0 * * * *',
  timeZone: 'America/New_York',
  horizon: 48,
  levels: [80, 95],
};

export const jobExample: z.output<typeof forecastJobResponseSchema> = {
  jobId: exampleIds.job,
  spec: { ...jobSpecExample, paused: false, backend: 'auto', model: 'auto' },
  status: {
    observedGeneration: 1,
    observedSpecHash: 's3:5d41402abc4b2a76b9719d91',
    phase: 'scheduled',
    message: 'next run Sat 21 Nov 2026 06:00 UTC',
    problems: [],
    seriesSelected: 1,
    seriesAtLeast: null,
    nextRunAt: new Date('2026-11-21T06:00:00Z'),
    dueAt: new Date('2026-11-21T06:00:00Z'),
    shard: 7,
    lastRun: {
      runId: exampleIds.run,
      state: 'completed',
      scheduledFor: new Date('2026-11-21T05:00:00Z'),
      finishedAt: new Date('2026-11-21T05:00:02Z'),
      message: 'forecast 1 series',
    },
    failuresInRow: 0,
    backOff: null,
    schedulerJobName: null,
    reconciledAt: new Date('2026-11-21T05:00:02Z'),
  },
  createdAt: new Date('2026-11-20T09:20:00Z'),
  updatedAt: new Date('2026-11-20T09:20:00Z'),
  createdBy: `api-key:${exampleIds.apiKey}`,
};

export const runExample: z.output<typeof forecastRunResponseSchema> = {
  runId: exampleIds.run,
  jobId: exampleIds.job,
  trigger: 'manual',
  scheduledFor: new Date('2026-11-21T05:00:00Z'),
  state: 'pending',
  message: 'waiting for a worker',
  attempt: 0,
  waits: 0,
  requestedBy: `api-key:${exampleIds.apiKey}`,
  createdAt: new Date('2026-11-21T05:00:00Z'),
  startedAt: null,
  finishedAt: null,
  leaseOwner: null,
  leaseExpiresAt: null,
  durationMs: null,
  cancelledAt: null,
  cancelledBy: null,
  log: null,
  outcomes: [],
  counts: null,
  progress: null,
  expireAt: null,
  cost: null,
};

export const outcomesExample: z.output<typeof seriesOutcomeResponseSchema>[] = [
  {
    metricId: exampleIds.metric,
    outcome: 'failed',
    reason: 'refused',
    forecastId: null,
    message: 'seasonLengths: expected at most half of the 20 steps of the history',
  },
];
