import { z } from 'zod';
import { finiteNumber, labelsSchema, metricKeySchema } from './common.ts';
import { idSchema } from './ids.ts';
import { metricKindSchema, unitSchema } from './metric.ts';

export const timestampUnits = ['auto', 's', 'ms', 'us', 'ns'] as const;

export const timestampUnitSchema = z
  .enum(timestampUnits)
  .meta({ description: 'unit of numeric timestamps; auto tells it from the magnitude' });

export type TimestampUnit = z.infer<typeof timestampUnitSchema>;

/** An instant as people send it. Which unit a number has is settled when the batch is normalised. */
export const timestampSchema = z
  .union([z.string(), z.number()], 'expected an ISO 8601 instant or an epoch number')
  .meta({
    description: 'ISO 8601 with offset, or epoch in s, ms, µs or ns',
    example: '2026-11-21T05:00:00Z',
  });

/** One point that names its series itself. */
export const flatPointSchema = z
  .strictObject({
    metric: metricKeySchema,
    labels: labelsSchema.default({}),
    timestamp: timestampSchema,
    value: finiteNumber,
    unit: unitSchema.optional(),
    kind: metricKindSchema.optional(),
  })
  .meta({ id: 'Point' });

/** Without it an instant a day ahead is taken for a mistake. */
export const plannedSchema = z.boolean('expected true or false').meta({
  description:
    'the points are plans or forecasts, and may lie up to two years ahead instead of a day: for metrics that explain others',
});

export const pointsPerBatchMax = 100_000;

/**
 * The request of `POST /v1/ingest` as documented. The route checks the envelope with `ingestEnvelopeSchema` and each
 * point with `flatPointSchema`, so that one bad point does not cost the good ones.
 */
export const ingestRequestSchema = z
  .strictObject({
    points: z.array(flatPointSchema).max(pointsPerBatchMax).optional(),
    series: z
      .array(
        z.strictObject({
          metric: metricKeySchema,
          labels: labelsSchema.default({}),
          unit: unitSchema.optional(),
          kind: metricKindSchema.optional(),
          points: z.array(z.tuple([timestampSchema, finiteNumber])),
        }),
      )
      .optional()
      .meta({ description: 'the compact form: points as [timestamp, value] below their series' }),
    timestampUnit: timestampUnitSchema.optional(),
    planned: plannedSchema.optional(),
  })
  .meta({ id: 'IngestRequest' });

/** The outside of an ingest request: lists are there, nothing is said yet about what is inside. */
export const ingestEnvelopeSchema = z.strictObject({
  points: z.array(z.unknown(), 'expected a list of points').optional(),
  series: z.array(z.unknown(), 'expected a list of series').optional(),
  timestampUnit: timestampUnitSchema.default('auto'),
  planned: plannedSchema.optional(),
});

export const pointProblemSchema = z
  .object({
    pointer: z.string().meta({ description: 'RFC 6901 JSON pointer', example: '/points/17/value' }),
    line: z.number().int().optional().meta({ description: 'line of a CSV or NDJSON body, from 1' }),
    detail: z.string().meta({ example: 'expected a finite number' }),
    reason: z.string().optional().meta({
      description: 'the limit that refuses a point that is good by itself',
      example: 'SERIES_LIMIT_REACHED',
    }),
  })
  .meta({ id: 'PointProblem' });

export const problemsListedMax = 1_000;

export const ingestResponseSchema = z
  .object({
    accepted: z.number().int().meta({ description: 'points stored' }),
    rejected: z.number().int().meta({ description: 'points refused; each is listed in errors' }),
    duplicates: z.number().int().meta({
      description: 'points of this batch that named an instant of the same series again; the last one counts',
    }),
    metrics: z.array(
      z.object({
        metricId: idSchema('metric'),
        key: metricKeySchema,
        labels: labelsSchema,
        accepted: z.number().int(),
        created: z.boolean(),
      }),
    ),
    errors: z.array(pointProblemSchema),
    errorsOmitted: z
      .number()
      .int()
      .meta({ description: `problems past the first ${problemsListedMax}` }),
  })
  .meta({ id: 'IngestResponse' });

export type IngestResponse = z.infer<typeof ingestResponseSchema>;
