import { z } from 'zod';
import {
  crossingQuestionsSchema,
  crossingSchema,
  distributionSchema,
  pathValuesMax,
  quantilesFit,
  quantilesFitMessage,
  quantilesSchema,
  samplePathsQuerySchema,
  samplePathsSchema,
} from './chances.ts';
import { finiteNumber, labelsSchema, metricKeySchema, orNull } from './common.ts';
import { forecastAggregateSchema, repairSchema, resolutionNameSchema } from './forecast-resolution.ts';
import { hierarchyPlaceSchema } from './hierarchy.ts';
import { idSchema } from './ids.ts';
import { timestampSchema, timestampUnitSchema } from './ingest.ts';
import { horizonSchema, levelsSchema } from './level.ts';
import { resolutionSchema } from './metric.ts';
import { moneySchema } from './money.ts';
import { timeZoneSchema } from './time-zone.ts';
import { tokenCountSchema } from './token-count.ts';

/** Engines by name. `statistical` is our own ensemble, which `auto` chooses; `timegpt` is Nixtla's, where it is set up. */
export const backendSchema = z
  .enum(['auto', 'statistical', 'timegpt'])
  .meta({ description: 'which engine makes the forecast' });

export const modelNames = [
  'auto',
  'naive',
  'seasonal-naive',
  'drift',
  'ses',
  'holt',
  'damped-trend',
  'holt-winters-damped',
  'ets',
  'ets-average',
  'theta',
  'optimised-theta',
  'dynamic-optimised-theta',
  'dynamic-optimised-theta-log',
  'complex-smoothing',
  'autoregression',
  'arima',
  'mstl',
  'croston',
  'croston-sba',
  'tsb',
] as const;

export const modelNameSchema = z.enum(modelNames);

export const boundsSchema = z
  .strictObject({
    minimum: finiteNumber.optional(),
    maximum: finiteNumber.optional(),
    integer: z.boolean().optional(),
  })
  .refine(
    ({ minimum, maximum }) => minimum === undefined || maximum === undefined || minimum < maximum,
    'expected minimum below maximum',
  );

export const forecastPointSchema = z.object({
  at: z.date(),
  mean: finiteNumber,
  standardDeviation: finiteNumber,
  intervals: z.array(z.object({ level: finiteNumber, lower: finiteNumber, upper: finiteNumber })),
});

const errorPairSchema = z.object({ mase: finiteNumber.nullable(), smape: finiteNumber.nullable() });

/** The options that a forecast can be made again with. */
const askedSchema = z.object({
  model: z.string(),
  seasonLengths: z.array(z.number().int()).nullable().meta({ description: 'null where they were inferred' }),
  bounds: boundsSchema.nullable(),
  resolution: orNull(z.string()),
  aggregate: orNull(forecastAggregateSchema),
  timeZone: orNull(z.string()),
  repair: orNull(repairSchema),
});

/** What was changed in the history that models saw; the stored points are as they were. */
const repairedSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('outlier'),
      at: z.date(),
      value: finiteNumber,
      replacement: finiteNumber,
    }),
    z.object({
      kind: z.literal('level-shift'),
      at: z.date(),
      from: finiteNumber,
      to: finiteNumber,
      scaled: z.boolean().meta({ description: 'moved by the ratio of the levels, not by their difference' }),
    }),
  ])
  .meta({ description: 'a value that was replaced, or a level to which what came before was moved' });

/** What a forecast rests on, for a person who asks "why should I believe this?". */
export const modelCardSchema = z
  .object({
    asked: orNull(askedSchema).meta({
      description: 'what was asked besides horizon and levels; null for forecasts from before it was kept',
    }),
    model: z.string().meta({ example: 'theta' }),
    weights: z.array(z.object({ name: z.string(), weight: finiteNumber })),
    candidates: z.array(
      z.object({ name: z.string(), mase: finiteNumber.nullable(), reason: z.string().optional() }),
    ),
    history: z.object({
      from: z.date(),
      to: z.date(),
      observed: z.number().int(),
      gridLength: z.number().int(),
      gapsFilled: z.number().int(),
      duplicates: z.number().int(),
      timeZone: z.string().default('UTC').meta({ description: 'wall clock of the steps' }),
      repairs: z.array(repairedSchema).default([]).meta({ description: 'the largest, at most 20' }),
      repairCount: z.number().int().default(0),
      newestAt: orNull(z.date()).meta({ description: 'instant of the newest point that was looked at' }),
      resolution: resolutionSchema,
      seasonLengths: z.array(z.number().int()),
      lastValue: orNull(finiteNumber).meta({ description: 'the newest value of the grid' }),
      inputHash: z.string().meta({ description: 'SHA-256 of instants and values that the engine saw' }),
    }),
    backtest: z
      .object({
        origins: z.number().int(),
        horizon: z.number().int(),
        mase: finiteNumber.nullable(),
        smape: finiteNumber.nullable(),
        bias: finiteNumber.nullable(),
        seasonalNaive: errorPairSchema,
        coverage: z.array(
          z.object({
            level: finiteNumber,
            empirical: finiteNumber.meta({ description: 'share inside, 0 to 1' }),
          }),
        ),
      })
      .nullable(),
    cautions: z.array(z.object({ code: z.string(), message: z.string() })),
    engineVersion: z.string(),
    durationMs: finiteNumber,
    cost: z.object({ documentReads: z.number().int(), documentWrites: z.number().int() }),
    tokens: tokenCountSchema.optional().meta({
      description: "what TimeGPT charged for: the series' share of the request; only where it answered",
    }),
    tokenCost: moneySchema
      .nullable()
      .optional()
      .meta({ description: 'what these tokens cost; null where the deployment names no price' }),
  })
  .meta({ id: 'ModelCard' });

export type ModelCard = z.infer<typeof modelCardSchema>;

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

/** What may be asked of a forecast, by whoever asks: request, pipeline or job. */
export const forecastOptionsShape = {
  horizon: horizonSchema,
  levels: levelsSchema.default([80, 95]),
  backend: backendSchema.default('auto'),
  model: modelNameSchema.default('auto'),
  seasonLengths: z.array(z.number().int().min(2).max(100_000)).max(3).optional(),
  bounds: boundsSchema.optional(),
  quantiles: quantilesSchema.optional(),
  crossings: crossingQuestionsSchema.optional(),
  resolution: resolutionNameSchema.optional(),
  aggregate: forecastAggregateSchema.optional(),
  timeZone: timeZoneSchema.optional(),
  repair: repairSchema.optional(),
} as const;

export const forecastOptionsSchema = z.strictObject(forecastOptionsShape);

export type ForecastOptions = z.infer<typeof forecastOptionsSchema>;

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
