import { z } from 'zod';
import { finiteNumber, labelsSchema, metricKeySchema, orNull } from './common.ts';
import { askedDrillDownFields, drillDownFields } from './contribution.ts';
import { anomalyLabelSchema, extentSchema } from './feedback.ts';
import { idSchema } from './ids.ts';
import { timestampSchema, timestampUnitSchema } from './ingest.ts';
import { sensitivitySchema } from './sensitivity.ts';

export const anomalySeverities = ['low', 'medium', 'high', 'critical'] as const;

export const anomalySeveritySchema = z.enum(anomalySeverities);

export type AnomalySeverity = z.infer<typeof anomalySeveritySchema>;

/** `organizations/{orgId}/anomalies/{anomalyId}`: a run of surprising points, with why it was reported. */
export const anomalySchema = z
  .object({
    metricId: z.string(),
    metricKey: metricKeySchema,
    labels: labelsSchema,
    unit: z.string().nullable(),
    startAt: z.date(),
    peakAt: z.date(),
    endAt: orNull(z.date()).meta({ description: 'null while it goes on' }),
    points: z.number().int(),
    kind: z.string().meta({ example: 'spike' }),
    expert: orNull(z.string()).meta({
      description:
        'who is surprised: the expert that is trusted most, or the memory; null for a hole or a flat line',
      example: 'weekly season',
    }),
    severity: anomalySeveritySchema,
    score: finiteNumber.meta({ description: 'surprise at the peak, 0 to 1' }),
    value: finiteNumber.meta({ description: 'value at the peak' }),
    expected: finiteNumber.nullable(),
    lower: finiteNumber.nullable(),
    upper: finiteNumber.nullable(),
    explanation: z.string(),
    ...drillDownFields,
    extent: orNull(extentSchema),
    detectorVersion: z.string(),
    label: orNull(anomalyLabelSchema).meta({ description: 'what a member says of it' }),
    labelledBy: orNull(z.string()),
    labelledAt: orNull(z.date()),
    detectedAt: z.date(),
    supersededAt: orNull(z.date()).meta({ description: 'when a backfill did not find it again' }),
  })
  .meta({ id: 'Anomaly' });

export type Anomaly = z.infer<typeof anomalySchema>;

export const anomalyResponseSchema = anomalySchema
  .extend({ anomalyId: idSchema('anomaly') })
  .meta({ id: 'AnomalyResponse' });

/**
 * `organizations/{orgId}/metrics/{metricId}/analysis/current`: what the detector remembers of a series between
 * invocations. `detector`, `gate` and `feedback` are opaque; what a person asks is on the metric document.
 */
export const analysisStateSchema = z
  .object({
    detectorVersion: z.string(),
    detector: z.string().meta({ description: 'serialised detector, JSON' }),
    gate: z.string().meta({ description: 'serialised gate, JSON' }),
    feedback: orNull(z.string()).meta({ description: 'serialised feedback, JSON' }),
    seasonSettings: z
      .object({ seasonLengths: orNull(z.array(z.number())), timeZone: orNull(z.string()) })
      .default({ seasonLengths: null, timeZone: null })
      .meta({ description: 'settings that the series was replayed with; others replay it again' }),
    processedFrom: z.date().meta({ description: 'first instant the detector saw' }),
    processedThrough: z.date().meta({ description: 'last instant the detector saw' }),
    pointsByChunk: z.record(z.string(), z.number().int()),
    recentAnomalies: z
      .array(
        anomalySchema.pick({ startAt: true, endAt: true, severity: true, score: true }).extend({
          anomalyId: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'the newest, oldest first, for alert rules that count anomalous points' }),
    anomalousAt: z.array(z.date()).optional().meta({
      description: 'instants of the newest anomalous points, oldest first: episodes span calm ones, too',
    }),
    updatedAt: z.date(),
  })
  .meta({ id: 'AnalysisState' });

export type AnalysisState = z.infer<typeof analysisStateSchema>;

/** `POST /v1/anomalies`: over a stored series, or over points sent along. Nothing is kept. */
export const detectRequestSchema = z
  .strictObject({
    metricId: idSchema('metric').optional(),
    metric: metricKeySchema.optional(),
    labels: labelsSchema.optional(),
    points: z
      .array(z.tuple([timestampSchema, finiteNumber]))
      .min(1, 'expected at least one point')
      .max(50_000, 'expected at most 50,000 points')
      .optional(),
    timestampUnit: timestampUnitSchema.optional(),
    from: timestampSchema.optional(),
    to: timestampSchema.optional(),
    sensitivity: sensitivitySchema.optional(),
    seasonLengths: z.array(z.number().int().min(2).max(100_000)).max(3).optional(),
    includeScores: z
      .boolean()
      .default(false)
      .meta({ description: 'also answer score and band of every point' }),
    explain: z.boolean().optional().meta({
      description:
        'of a stored series: also answer which label values moved, for the newest five; false by default',
    }),
  })
  .refine(
    (request) =>
      [request.metricId, request.metric, request.points].filter((given) => given !== undefined).length === 1,
    'expected exactly one of "metricId", "metric" and "points"',
  )
  .refine(({ explain, points }) => explain !== true || points === undefined, {
    path: ['explain'],
    error: 'expected a stored series: points sent along have no siblings',
  })
  .meta({ id: 'DetectRequest' });

export type DetectRequest = z.infer<typeof detectRequestSchema>;

export const detectedAnomalySchema = anomalySchema
  .pick({
    startAt: true,
    peakAt: true,
    endAt: true,
    points: true,
    kind: true,
    expert: true,
    severity: true,
    score: true,
    value: true,
    expected: true,
    lower: true,
    upper: true,
    explanation: true,
  })
  .extend(askedDrillDownFields);

export const detectResponseSchema = z
  .object({
    metricId: z.string().nullable(),
    detectorVersion: z.string(),
    pointsSeen: z.number().int(),
    inconclusive: z.number().int().meta({ description: 'points for which there was too little history' }),
    anomalies: z.array(detectedAnomalySchema),
    lowered: z
      .array(
        detectedAnomalySchema.extend({
          loweredBy: idSchema('anomaly').meta({ description: 'the labelled anomaly that it is like' }),
        }),
      )
      .meta({ description: 'what the labels of a stored series say is not worth reporting' }),
    scores: z
      .array(
        z.object({
          at: z.date(),
          value: finiteNumber,
          verdict: z.enum(['normal', 'anomalous', 'inconclusive']),
          score: finiteNumber,
          expected: finiteNumber.nullable(),
          lower: finiteNumber.nullable(),
          upper: finiteNumber.nullable(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'DetectResponse' });
