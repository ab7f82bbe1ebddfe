import { z } from 'zod';
import {
  crossingSchema,
  distributionSchema,
  pathValuesMax,
  quantilesFit,
  quantilesFitMessage,
  samplePathsQuerySchema,
  samplePathsSchema,
} from './chances.ts';
import { finiteNumber, labelsSchema, metricKeySchema, orNull } from './common.ts';
import { stepContributionsSchema } from './explanation.ts';
import { forecastOptionsShape } from './forecast-options.ts';
import { hierarchyPlaceSchema } from './hierarchy.ts';
import { idSchema } from './ids.ts';
import { timestampSchema, timestampUnitSchema } from './ingest.ts';
import { modelCardSchema } from './model-card.ts';
import { checkRegression } from './regression-rules.ts';

export const forecastPointSchema = z.object({
  at: z.date(),
  mean: finiteNumber,
  standardDeviation: finiteNumber,
  intervals: z.array(z.object({ level: finiteNumber, lower: finiteNumber, upper: finiteNumber })),
  contributions: stepContributionsSchema.optional().meta({
    description: 'what each regressor and event adds to the mean; only where some were used',
  }),
});

/**
 * `organizations/{orgId}/forecasts/{forecastId}`: one forecast of one series, with its evidence. A sum of series has no
 * metric: its forecasts carry a `sumId` instead, and as labels what the series that it sums share.
 */
export const forecastSchema = z
  .object({
    metricId: z.string().nullable().meta({ description: 'null for a sum of series' }),
    sumId: orNull(z.string()).meta({ description: 'null for a series' }),
    metricKey: metricKeySchema,
    labels: labelsSchema,
    unit: z.string().nullable(),
    jobId: orNull(z.string()),
    runId: orNull(z.string()),
    backend: z.string(),
    horizon: z.number().int(),
    levels: z.array(finiteNumber),
    quantiles: z.array(finiteNumber).default([]).meta({ description: 'probabilities asked for' }),
    madeAt: z.date(),
    from: z.date(),
    to: z.date(),
    points: z.array(forecastPointSchema),
    errorCorrelation: finiteNumber.meta({ description: 'lag-1 correlation of the errors along the path' }),
    distribution: orNull(distributionSchema).meta({
      description: 'null for forecasts from before it was kept; those are taken for normal',
    }),
    crossings: z.array(crossingSchema).default([]).meta({ description: 'of the thresholds asked for' }),
    card: modelCardSchema,
    hierarchy: orNull(hierarchyPlaceSchema).meta({
      description: 'null for a forecast that was made by itself; the card is then of that',
    }),
    expireAt: orNull(z.date()).meta({
      description: 'from when on the forecast may be removed; null for forecasts from before, which stay',
    }),
  })
  .meta({ id: 'Forecast' });

export type Forecast = z.infer<typeof forecastSchema>;

/** A point as it is answered, with the quantiles asked for. */
const answeredPointSchema = forecastPointSchema.extend({
  quantiles: z.array(z.object({ probability: finiteNumber, value: finiteNumber })),
});

export const forecastResponseSchema = forecastSchema
  .extend({ forecastId: idSchema('forecast'), points: z.array(answeredPointSchema) })
  .meta({ id: 'ForecastResponse' });

const inlinePointsSchema = z
  .array(z.tuple([timestampSchema, finiteNumber]))
  .min(1, 'expected at least one point')
  .max(50_000, 'expected at most 50,000 points');

/** `POST /v1/forecast`: a stored series (the forecast is kept), or points sent along (nothing is kept). */
export const forecastRequestSchema = z
  .strictObject({
    metricId: idSchema('metric').optional(),
    metric: metricKeySchema.optional(),
    labels: labelsSchema.optional(),
    points: inlinePointsSchema.optional().meta({
      description: 'forecast these [timestamp, value] pairs instead of a stored series; nothing is kept',
    }),
    timestampUnit: timestampUnitSchema.optional(),
    samplePaths: samplePathsQuerySchema.optional(),
    ...forecastOptionsShape,
  })
  .refine(
    (request) =>
      [request.metricId, request.metric, request.points].filter((given) => given !== undefined).length === 1,
    'expected exactly one of "metricId", "metric" and "points"',
  )
  .superRefine(checkRegression)
  .refine(quantilesFit, quantilesFitMessage)
  .refine(({ samplePaths, horizon }) => (samplePaths?.count ?? 0) * horizon <= pathValuesMax, {
    path: ['samplePaths', 'count'],
    message: `expected at most ${pathValuesMax} values, the number of paths times the horizon`,
  })
  .meta({ id: 'ForecastRequest' });

export type ForecastRequest = z.infer<typeof forecastRequestSchema>;

export const inlineForecastResponseSchema = forecastSchema
  .pick({
    backend: true,
    horizon: true,
    levels: true,
    from: true,
    to: true,
    points: true,
    errorCorrelation: true,
    quantiles: true,
    distribution: true,
    crossings: true,
    card: true,
  })
  .extend({ points: z.array(answeredPointSchema), samplePaths: samplePathsSchema.optional() })
  .meta({ id: 'InlineForecastResponse' });

/** The answer to a request: the forecast that was kept, and the sample paths that were not. */
export const createdForecastResponseSchema = forecastResponseSchema
  .extend({ samplePaths: samplePathsSchema.optional() })
  .meta({ id: 'CreatedForecastResponse' });
