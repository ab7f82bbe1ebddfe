import { z } from 'zod';
import { finiteNumber, labelsSchema, metricKeySchema, orNull } from './common.ts';
import { detectionSettingsPatchSchema, detectionSettingsSchema } from './detection-settings.ts';
import { feedbackSchema, loweredSchema } from './feedback.ts';
import { idSchema } from './ids.ts';

export const metricKindSchema = z
  .enum(['gauge', 'counter', 'delta'])
  .meta({ description: 'gauge: a level; counter: a running total; delta: an amount for each interval' });

export const unitSchema = z.string().max(40, 'expected a unit of at most 40 characters');

/** Spacing of a series: so many milliseconds, or so many calendar months. */
export const resolutionSchema = z
  .object({
    label: z.string().meta({ example: 'hourly' }),
    unit: z.enum(['millisecond', 'month']),
    count: z.number().int().positive(),
  })
  .meta({ id: 'Resolution' });

/**
 * How much time one chunk document of a series holds. The id of a chunk tells its span:
 * `2020s`, `2026`, `2026-11`, `2026-11-21`, `2026-11-21T05`, `2026-11-21T05:17`, `2026-11-21T05:17:09`.
 */
export const chunkSpans = ['decade', 'year', 'month', 'day', 'hour', 'minute', 'second'] as const;

export const chunkSpanSchema = z.enum(chunkSpans);

export type ChunkSpan = (typeof chunkSpans)[number];

/** Where new points of a series go. A later generation supersedes an earlier one; old chunks stay where they are. */
export const layoutSchema = z.object({
  span: chunkSpanSchema,
  generation: z.number().int().min(1),
});

export type Layout = z.infer<typeof layoutSchema>;

/**
 * `organizations/{orgId}/metrics/{metricId}`: the spine. One document for each series, with what a person wants to
 * know at a glance. Ingestion creates it and sets `layout`; `analyseSeries` keeps the rest; forecasting sets
 * `latestForecast`. `detectionSettings` are a person's, kept as they were written, right or wrong, and not parsed when the
 * document is read: `readDetectionSettings` does, and `detection.problems` says what is wrong with them.
 */
export const metricSchema = z
  .object({
    key: metricKeySchema,
    labels: labelsSchema,
    unit: orNull(unitSchema),
    kind: metricKindSchema.default('gauge'),
    resolution: orNull(resolutionSchema),
    seasonLengths: z
      .array(z.number().int().positive())
      .default([])
      .meta({ description: 'seasons found, in steps' }),
    firstPointAt: orNull(z.date()),
    lastPointAt: orNull(z.date()),
    lastValue: orNull(finiteNumber),
    pointCount: z.number().int().min(0).default(0),
    retentionDays: orNull(z.number().int().positive()),
    layout: layoutSchema,
    latestForecast: orNull(
      z.object({
        forecastId: z.string(),
        madeAt: z.date(),
        from: z.date(),
        to: z.date(),
        model: z.string(),
        expireAt: orNull(z.date()).meta({
          description: 'from when on the forecast itself may be removed; its mention here stays',
        }),
      }),
    ),
    detectionSettings: z.unknown().default(null).meta({
      description: 'as a person wrote them; null for the defaults',
    }),
    detection: orNull(
      z.object({
        status: z.enum(['warming-up', 'watching', 'off']),
        processedThrough: z.date(),
        anomalies: z.number().int().min(0),
        lastAnomalyAt: orNull(z.date()),
        problems: z
          .array(z.object({ pointer: z.string(), detail: z.string() }))
          .default([])
          .meta({ description: 'of the settings and of the latest forecast, as the newest batch met them' }),
        lowered: orNull(loweredSchema),
      }),
    ),
    feedback: orNull(feedbackSchema),
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: 'Metric' });

export type Metric = z.infer<typeof metricSchema>;

export const metricResponseSchema = metricSchema
  .extend({ metricId: idSchema('metric'), detectionSettings: detectionSettingsSchema })
  .meta({ id: 'MetricResponse' });

/** `PATCH /v1/metrics/{metricId}`: a JSON merge patch (RFC 7396); null takes all settings back to their defaults. */
export const updateMetricRequestSchema = z
  .strictObject({ detectionSettings: detectionSettingsPatchSchema.nullable().optional() })
  .meta({ id: 'UpdateMetricRequest' });

export type UpdateMetricRequest = z.infer<typeof updateMetricRequestSchema>;

/**
 * `organizations/{orgId}/metrics/{metricId}/time_series/{chunkId}`: the points of one span of time, as a map from
 * instant (ISO 8601, UTC) to value. Written with a merge; never read to be written.
 */
export const chunkSchema = z
  .object({
    span: chunkSpanSchema,
    generation: z.number().int().min(1),
    startAt: z.date(),
    endAt: z.date().meta({ description: 'first instant after the span' }),
    points: z.record(z.string(), finiteNumber),
  })
  .meta({ id: 'TimeSeriesChunk' });

export type Chunk = z.infer<typeof chunkSchema>;

export const aggregates = ['mean', 'min', 'max', 'sum', 'count', 'last'] as const;

export const aggregateSchema = z.enum(aggregates);

export type Aggregate = z.infer<typeof aggregateSchema>;

export const seriesResponseSchema = z
  .object({
    metricId: idSchema('metric'),
    key: metricKeySchema,
    labels: labelsSchema,
    unit: unitSchema.nullable(),
    from: z.date(),
    to: z.date(),
    aggregate: aggregateSchema.nullable(),
    bucketSeconds: z.number().int().positive().nullable(),
    points: z.array(z.object({ at: z.date(), value: finiteNumber, count: z.number().int().optional() })),
    nextPageToken: z.string().nullable(),
  })
  .meta({ id: 'SeriesResponse' });
