import { z } from 'zod';
import { finiteNumber, labelsSchema, orNull } from './common.ts';
import { idSchema } from './ids.ts';
import { timestampSchema } from './ingest.ts';
import { moneySchema } from './money.ts';
import { pageQuerySchema } from './pagination.ts';
import { tokenCountSchema } from './token-count.ts';

export const runStates = ['pending', 'running', 'completed', 'failed', 'skipped'] as const;

export const runStateSchema = z.enum(runStates);

export type RunState = z.infer<typeof runStateSchema>;

/** What is the matter with a series of a run; closed, so that callers can switch on it. */
export const outcomeReasons = [
  'metric-missing',
  'no-data',
  'too-short',
  'constant',
  'stale',
  'regressor-missing',
  'in-no-sum',
  'not-possible',
  'refused',
  'quota-exceeded',
  'error',
] as const;

export const outcomeReasonSchema = z.enum(outcomeReasons);

export type OutcomeReason = z.infer<typeof outcomeReasonSchema>;

export const seriesOutcomeSchema = z.object({
  metricId: z.string().nullable().meta({ description: 'null for a sum of series' }),
  labels: labelsSchema.optional().meta({ description: 'of a sum only: what its series share' }),
  outcome: z.enum(['forecast', 'skipped', 'failed']),
  reason: orNull(outcomeReasonSchema).meta({
    description: 'what is the matter with the series, also where it was forecast; null where nothing is',
  }),
  forecastId: orNull(z.string()),
  newestAt: z.date().optional().meta({ description: 'instant of the newest point that was seen, if any' }),
  ageSeconds: finiteNumber.optional().meta({ description: 'how old that point was then' }),
  message: z.string(),
});

export type SeriesOutcome = z.infer<typeof seriesOutcomeSchema>;

/** How many series, sums not counted, came to which outcome. */
export const seriesCountsSchema = z.object({
  forecast: z.number().int().min(0),
  skipped: z.number().int().min(0),
  failed: z.number().int().min(0),
});

export type SeriesCounts = z.infer<typeof seriesCountsSchema>;

export const runCostSchema = z.object({
  documentReads: z.number().int(),
  documentWrites: z.number().int(),
  tasks: z.number().int().optional().meta({
    description: 'handed to the queue: one for the run, one for each batch, more where one was lost',
  }),
  tokens: tokenCountSchema.optional().meta({
    description: 'what TimeGPT charged for all forecasts of the run; only where it was asked',
  }),
  tokenCost: moneySchema.nullable().optional(),
});

export type RunCost = z.infer<typeof runCostSchema>;

/** How far a run over many series is. */
export const runProgressSchema = seriesCountsSchema.extend({
  series: z.number().int().min(0),
  batches: z.number().int().min(0),
  batchesDone: z.number().int().min(0),
  asOf: z.date().meta({ description: 'when this was counted' }),
});

export type RunProgress = z.infer<typeof runProgressSchema>;

/** `…/forecast_jobs/{jobId}/runs/{runId}`: one run; its id is the scheduled instant, so that a run is claimed once. */
export const forecastRunSchema = z
  .object({
    trigger: z.enum(['schedule', 'manual']),
    scheduledFor: z.date(),
    state: runStateSchema,
    message: z.string(),
    attempt: z.number().int().min(0),
    waits: z
      .number()
      .int()
      .min(0)
      .default(0)
      .meta({ description: 'attempts that found data late, and waited' }),
    requestedBy: z.string(),
    createdAt: z.date(),
    startedAt: orNull(z.date()),
    finishedAt: orNull(z.date()),
    leaseOwner: orNull(z.string()),
    leaseExpiresAt: orNull(z.date()).meta({
      description: 'when another worker may take over; null once finished',
    }),
    shard: z.number().int().min(0).optional().meta({
      description: 'part of the index of leases that this run stands in; absent in runs from before',
    }),
    durationMs: orNull(finiteNumber),
    cancelledAt: orNull(z.date()),
    cancelledBy: orNull(z.string()).meta({ description: 'who cancelled the run, where somebody did' }),
    log: orNull(z.string()).meta({
      description:
        'filter of the Logs Explorer that shows what the workers of the run said; null before the first',
      example: 'jsonPayload.orgId="org_1" jsonPayload.jobId="job_1" jsonPayload.runId="run_20261121T050000Z"',
    }),
    outcomes: z.array(seriesOutcomeSchema).default([]).meta({
      description:
        'of all series; of a run in batches the first hundred that were not forecast, failed ones first',
    }),
    counts: orNull(seriesCountsSchema).meta({
      description: 'null until the run is over, and in runs from before',
    }),
    progress: orNull(runProgressSchema).meta({
      description: 'of a run in batches, from when it is planned; null in others',
    }),
    spec: z.unknown().optional().meta({
      description: 'of a run in batches: what it is done by, whatever becomes of the job meanwhile',
    }),
    expireAt: orNull(z.date()).meta({
      description: 'from when on the run may be removed; null until it has ended',
    }),
    cost: orNull(runCostSchema),
  })
  .meta({ id: 'ForecastRun' });

export type ForecastRun = z.infer<typeof forecastRunSchema>;

/** Filters of the runs of a job; those given must all hold. `from` and `to` are of the scheduled instant, `to` excluded. */
export const forecastRunQuerySchema = pageQuerySchema.extend({
  state: runStateSchema.optional(),
  trigger: forecastRunSchema.shape.trigger.optional(),
  from: timestampSchema.optional(),
  to: timestampSchema.optional(),
});

export type ForecastRunQuery = z.infer<typeof forecastRunQuerySchema>;

/** Filters of the outcomes of a run; those given must all hold. */
export const outcomeQuerySchema = pageQuerySchema.extend({
  outcome: seriesOutcomeSchema.shape.outcome.optional(),
  reason: outcomeReasonSchema.optional(),
  metricId: idSchema('metric').optional(),
});

export type OutcomeQuery = z.infer<typeof outcomeQuerySchema>;

export const seriesOutcomeResponseSchema = seriesOutcomeSchema.meta({ id: 'SeriesOutcome' });

export const forecastRunResponseSchema = forecastRunSchema
  .extend({ runId: z.string(), jobId: z.string() })
  .meta({ id: 'ForecastRunResponse' });
