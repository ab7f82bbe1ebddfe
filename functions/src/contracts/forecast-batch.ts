import { z } from 'zod';
import { finiteNumber, orNull } from './common.ts';
import { runCostSchema, seriesCountsSchema, seriesOutcomeSchema } from './forecast-run.ts';

export const batchStates = ['pending', 'running', 'done'] as const;

export type BatchState = (typeof batchStates)[number];

/**
 * `…/runs/{runId}/batches/{batchId}`: some of the series of a run over many, worked by one task. `batch_00001` and so on,
 * in the order of the selection; series that were left out as stale stand in batches of their own, which are `done` from
 * the beginning.
 */
export const forecastBatchSchema = z
  .object({
    state: z.enum(batchStates),
    message: z.string(),
    metricIds: z.array(z.string()).meta({ description: 'the series of the batch, in order' }),
    attempt: z.number().int().min(0),
    leaseOwner: orNull(z.string()),
    leaseExpiresAt: orNull(z.date()).meta({
      description: 'when another worker may take over; null when done',
    }),
    outcomes: z
      .array(seriesOutcomeSchema)
      .default([])
      .meta({ description: 'one for each series, once done' }),
    counts: seriesCountsSchema,
    cost: orNull(runCostSchema),
    createdAt: z.date(),
    startedAt: orNull(z.date()),
    finishedAt: orNull(z.date()),
    durationMs: orNull(finiteNumber),
    expireAt: orNull(z.date()).meta({ description: 'from when on the batch may be removed' }),
  })
  .meta({ id: 'ForecastBatch' });

export type ForecastBatch = z.infer<typeof forecastBatchSchema>;

/** Payload of a `forecastBatch` task. */
export const forecastBatchTaskSchema = z.strictObject({
  orgId: z.string().min(1),
  jobId: z.string().min(1),
  runId: z.string().min(1),
  batchId: z.string().regex(/^batch_\d{5,}$/, 'expected the id of a batch'),
});

export type ForecastBatchTask = z.infer<typeof forecastBatchTaskSchema>;
