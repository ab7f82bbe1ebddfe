import { z } from 'zod';
import { analysisStateSchema } from './anomaly.ts';
import { labelsSchema, metricKeySchema, orNull } from './common.ts';
import { idSchema } from './ids.ts';
import { timestampSchema } from './ingest.ts';
import { seriesSelectorSchema } from './series-reference.ts';

export const backfillStates = ['pending', 'running', 'completed', 'failed'] as const;

export const backfillStateSchema = z.enum(backfillStates);

/** Counts of a backfill so far; a slice that is done again counts once. */
const tallyShape = {
  series: z.object({
    done: z.number().int().min(0),
    failed: z.number().int().min(0).meta({ description: 'given up after several attempts, of `done`' }),
  }),
  points: z.number().int().min(0).meta({ description: 'points that the detector saw' }),
  anomalies: z.object({
    found: z.number().int().min(0).meta({ description: 'anomalies of the range, as they stand now' }),
    fresh: z.number().int().min(0).meta({ description: 'of those found, how many were not known before' }),
    superseded: z
      .number()
      .int()
      .min(0)
      .meta({ description: 'known before, unlabelled, and not found again' }),
  }),
  problems: z.array(z.object({ metricId: z.string(), detail: z.string() })),
};

/**
 * `organizations/{orgId}/anomaly_backfills/{backfillId}`: one run of the detector over stored history. Moves on slice by
 * slice; `slices` counts those that are done, and a task names the one that it is for.
 */
export const anomalyBackfillSchema = z
  .object({
    selector: seriesSelectorSchema,
    from: orNull(z.date()),
    to: orNull(z.date()).meta({ description: 'first instant after the range; null for all that is stored' }),
    reportOnly: z.boolean(),
    state: backfillStateSchema,
    message: z.string(),
    detectorVersion: z.string(),
    ...tallyShape,
    current: orNull(z.object({ metricId: z.string(), processedThrough: orNull(z.date()) })).meta({
      description: 'the series that it is at, and how far the detector has come',
    }),
    afterMetricId: orNull(z.string()).meta({ description: 'series up to this id are done' }),
    slices: z.number().int().min(0),
    failures: z.number().int().min(0).meta({ description: 'attempts at the next slice that failed' }),
    requestedBy: z.string(),
    createdAt: z.date(),
    updatedAt: z.date(),
    finishedAt: orNull(z.date()),
  })
  .meta({ id: 'AnomalyBackfill' });

export type AnomalyBackfill = z.infer<typeof anomalyBackfillSchema>;

export type BackfillTally = Pick<AnomalyBackfill, keyof typeof tallyShape>;

export const anomalyBackfillResponseSchema = anomalyBackfillSchema
  .extend({ backfillId: idSchema('backfill') })
  .meta({ id: 'AnomalyBackfillResponse' });

/**
 * `…/anomaly_backfills/{backfillId}/progress/current`: where the detector stands in a series that one slice did not
 * finish. `analysis` is what `metrics/…/analysis/current` becomes if the series is seen to its end.
 */
export const backfillProgressSchema = z
  .object({
    metricId: z.string(),
    nextFrom: z.date().meta({ description: 'everything before this instant was read' }),
    analysis: orNull(analysisStateSchema),
    episodes: z.number().int().min(0).meta({ description: 'found since the start of the series' }),
    lastEpisodeAt: orNull(z.date()),
    watching: z.boolean(),
  })
  .meta({ id: 'AnomalyBackfillProgress' });

export type BackfillProgress = z.infer<typeof backfillProgressSchema>;

/** `POST /v1/anomaly-backfills`: one series by id, or all of a key that carry (at least) the labels. */
export const createBackfillRequestSchema = z
  .strictObject({
    metricId: idSchema('metric').optional(),
    metric: metricKeySchema.optional(),
    labels: labelsSchema.optional(),
    from: timestampSchema.optional().meta({ description: 'first instant whose anomalies are written' }),
    to: timestampSchema.optional().meta({ description: 'first instant after them; the end by default' }),
    reportOnly: z.boolean().default(false).meta({ description: 'count, and write no anomalies' }),
  })
  .refine(
    ({ metricId, metric }) => (metricId === undefined) !== (metric === undefined),
    'expected exactly one of "metricId" and "metric"',
  )
  .refine(({ metric, labels }) => labels === undefined || metric !== undefined, {
    path: ['labels'],
    message: 'expected "metric" along with "labels"',
  })
  .meta({ id: 'CreateAnomalyBackfillRequest' });

export type CreateBackfillRequest = z.infer<typeof createBackfillRequestSchema>;

/** Payload of a `backfillAnomalies` task. */
export const backfillTaskSchema = z.strictObject({
  orgId: z.string().min(1),
  backfillId: z.string().min(1),
  slice: z.number().int().min(0),
});

export type BackfillTask = z.infer<typeof backfillTaskSchema>;
