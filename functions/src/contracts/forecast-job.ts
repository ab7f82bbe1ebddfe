import { z } from 'zod';
import { quantilesFit, quantilesFitMessage } from './chances.ts';
import { auditFields, nameSchema, orNull } from './common.ts';
import { forecastOptionsShape } from './forecast-options.ts';
import { hierarchySpecSchema } from './hierarchy.ts';
import { idSchema } from './ids.ts';
import { failWhenSchema, freshnessSchema, keepSchema, onFailureSchema } from './job-policies.ts';
import { isKeyPattern } from './key-pattern.ts';
import { checkJobRegression } from './regression-rules.ts';
import { jobSelectorSchema } from './series-reference.ts';

/** What becomes of instants that were missed, oldest to newest: the latest stands for all, each is made up for, or none. */
export const catchUpPolicies = ['latest', 'all', 'none'] as const;

export type CatchUpPolicy = (typeof catchUpPolicies)[number];

/** What a person edits, through the API or by hand in the console. Whether cron and zone make sense is found by planning. */
export const forecastJobSpecSchema = z
  .strictObject({
    name: nameSchema.default('forecast job'),
    selector: jobSelectorSchema,
    schedule: z
      .string('expected a cron schedule')
      .min(1, 'expected a cron schedule')
      .max(100)
      .meta({ description: 'unix cron, five fields', example: '0 * * * *' }),
    paused: z.boolean().default(false),
    catchUp: z.enum(catchUpPolicies).default('latest').meta({
      description:
        'runs missed in an outage: the latest stands for all, up to 24 are made up for one by one, or none is',
    }),
    ...forecastOptionsShape,
    timeZone: z.string().min(1).max(64).default('UTC').meta({
      description: 'wall clock of the schedule, and of the steps that are forecast',
      example: 'Europe/Vienna',
    }),
    hierarchy: hierarchySpecSchema.optional().meta({
      description: 'forecast sums of the series too, and reconcile all so that they add up',
    }),
    failWhen: failWhenSchema.optional().meta({
      description: 'when a run is failed; without it, when nothing was forecast and something failed',
    }),
    freshness: freshnessSchema.optional().meta({ description: 'what to do with series whose data is late' }),
    onFailure: onFailureSchema.optional().meta({ description: 'what follows from runs that fail' }),
    keep: keepSchema.optional().meta({ description: 'how long runs and forecasts to come are kept' }),
  })
  .superRefine(({ hierarchy, selector, backend }, { addIssue }) => {
    if (hierarchy === undefined) return;
    const problem = (path: string[], message: string) => addIssue({ code: 'custom', path, message });
    if ('metricId' in selector) {
      problem(['selector'], 'expected a selector by "metric" beside "hierarchy": one series has no parts');
    } else if (isKeyPattern(selector.metric)) {
      const message = 'expected one metric key beside "hierarchy": only series of one metric add up';
      problem(['selector', 'metric'], message);
    }
    if (backend === 'timegpt') {
      problem(['backend'], 'expected "auto" or "statistical" beside "hierarchy": TimeGPT does not reconcile');
    }
  })
  .superRefine(checkJobRegression)
  .refine(quantilesFit, quantilesFitMessage)
  .meta({ id: 'ForecastJobSpec' });

export type ForecastJobSpec = z.infer<typeof forecastJobSpecSchema>;

export const jobPhases = ['scheduled', 'paused', 'invalid'] as const;

/** What the server found. Reads like a sentence: phase, message, problems in words. */
export const forecastJobStatusSchema = z
  .object({
    observedGeneration: z
      .number()
      .int()
      .min(0)
      .meta({ description: 'counts the specs that were reconciled' }),
    observedSpecHash: z.string(),
    phase: z.enum(jobPhases),
    message: z.string().meta({ example: 'next run Sat 21 Nov 2026 06:00 UTC' }),
    problems: z.array(z.object({ pointer: z.string(), detail: z.string() })),
    seriesSelected: z.number().int().nullable().meta({
      description:
        'series that the selector names; null where there is a problem, or they were not counted yet',
    }),
    seriesAtLeast: orNull(z.number().int()).meta({
      description:
        'series found so far, where counting all would read them all: the next run counts them; null where seriesSelected is known',
    }),
    nextRunAt: z.date().nullable(),
    dueAt: orNull(z.date()).meta({
      description:
        'when the sweep takes the job: at nextRunAt, or up to 5 minutes later where other jobs of the organization wait for it too',
    }),
    shard: z.number().int().min(0).optional().meta({
      description: 'part of the index of due jobs that this one stands in; absent in statuses from before',
    }),
    lastRun: orNull(
      z.object({
        runId: z.string(),
        state: z.string(),
        scheduledFor: z.date(),
        finishedAt: z.date().nullable(),
        message: z.string(),
      }),
    ),
    failuresInRow: z
      .number()
      .int()
      .min(0)
      .default(0)
      .meta({ description: 'runs that failed since one was completed; skipped runs do not count' }),
    backOff: orNull(z.object({ until: z.date(), insteadOf: z.date() })).meta({
      description:
        'to which instant of the schedule the next run was put off after a failure, and from which',
    }),
    schedulerJobName: orNull(z.string()).meta({
      description: 'Cloud Scheduler job, where that serves this deployment',
    }),
    schedulerHash: z.string().optional().meta({ description: 'of what Cloud Scheduler was told last' }),
    schedulerProblem: z.string().optional().meta({ description: 'why Cloud Scheduler was not told' }),
    reconciledAt: z.date(),
  })
  .meta({ id: 'ForecastJobStatus' });

export type ForecastJobStatus = z.infer<typeof forecastJobStatusSchema>;

/**
 * `organizations/{orgId}/forecast_jobs/{jobId}`. `spec` is kept as it was written, right or wrong, which is why it is
 * not parsed when the document is read: reconciling says in `status.problems` what is wrong with it.
 */
export const forecastJobSchema = z
  .object({
    spec: z.unknown(),
    status: orNull(forecastJobStatusSchema),
    createdAt: auditFields.createdAt.optional(),
    updatedAt: auditFields.updatedAt.optional(),
    createdBy: auditFields.createdBy.optional(),
  })
  .meta({ id: 'ForecastJobDocument' });

export type ForecastJob = z.infer<typeof forecastJobSchema>;

export const createForecastJobRequestSchema = forecastJobSpecSchema.meta({ id: 'CreateForecastJobRequest' });

/** JSON merge patch (RFC 7396) on the spec: each field given is replaced whole, null removes one that may be absent. */
export const updateForecastJobRequestSchema = z
  .strictObject({
    name: nameSchema.optional(),
    selector: jobSelectorSchema.optional(),
    schedule: z.string().min(1).max(100).optional(),
    timeZone: z.string().min(1).max(64).optional(),
    paused: z.boolean().optional(),
    catchUp: z.enum(catchUpPolicies).optional(),
    horizon: forecastOptionsShape.horizon.optional(),
    levels: forecastOptionsShape.levels.unwrap().optional(),
    backend: forecastOptionsShape.backend.unwrap().optional(),
    model: forecastOptionsShape.model.unwrap().optional(),
    seasonLengths: forecastOptionsShape.seasonLengths.nullable(),
    bounds: forecastOptionsShape.bounds.nullable(),
    regressors: forecastOptionsShape.regressors.nullable(),
    events: forecastOptionsShape.events.nullable(),
    holidays: forecastOptionsShape.holidays.nullable(),
    regression: forecastOptionsShape.regression.nullable(),
    effects: forecastOptionsShape.effects.nullable(),
    quantiles: forecastOptionsShape.quantiles.nullable(),
    crossings: forecastOptionsShape.crossings.nullable(),
    resolution: forecastOptionsShape.resolution.nullable(),
    aggregate: forecastOptionsShape.aggregate.nullable(),
    repair: forecastOptionsShape.repair.nullable(),
    hierarchy: hierarchySpecSchema.nullable().optional(),
    failWhen: failWhenSchema.nullable().optional(),
    freshness: freshnessSchema.nullable().optional(),
    onFailure: onFailureSchema.nullable().optional(),
    keep: keepSchema.nullable().optional(),
  })
  .meta({ id: 'UpdateForecastJobRequest' });

export type UpdateForecastJobRequest = z.infer<typeof updateForecastJobRequestSchema>;

export const forecastJobResponseSchema = z
  .object({
    jobId: idSchema('forecastJob'),
    spec: z.union([forecastJobSpecSchema, z.unknown()]),
    status: forecastJobStatusSchema.nullable(),
    createdAt: z.date().optional(),
    updatedAt: z.date().optional(),
    createdBy: z.string().optional(),
  })
  .meta({ id: 'ForecastJobResponse' });

/** Payload of a `runForecastJob` task. */
export const runForecastJobTaskSchema = z.strictObject({
  orgId: z.string().min(1),
  jobId: z.string().min(1),
  runId: z.string().min(1),
});

export type RunForecastJobTask = z.infer<typeof runForecastJobTaskSchema>;

/**
 * Payload of an `analyseSeries` task: series that got points, and the span of instants that came. Not to be begun
 * before `notBefore` (ms UTC), so that batches which follow quickly are analysed along.
 */
export const analyseSeriesTaskSchema = z.strictObject({
  orgId: z.string().min(1),
  notBefore: z.number(),
  series: z
    .array(z.strictObject({ metricId: z.string().min(1), from: z.number(), to: z.number() }))
    .min(1)
    .max(100),
});

export type AnalyseSeriesTask = z.infer<typeof analyseSeriesTaskSchema>;
