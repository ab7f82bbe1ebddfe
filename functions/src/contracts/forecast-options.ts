import { z } from 'zod';
import { crossingQuestionsSchema, quantilesSchema } from './chances.ts';
import { finiteNumber } from './common.ts';
import { forecastAggregateSchema, repairSchema, resolutionNameSchema } from './forecast-resolution.ts';
import { horizonSchema, levelsSchema } from './level.ts';
import { regressionOptionsShape } from './regressors.ts';
import { timeZoneSchema } from './time-zone.ts';

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

/** What may be asked of a forecast, by whoever asks: request, pipeline or job. */
export const forecastOptionsShape = {
  horizon: horizonSchema,
  levels: levelsSchema.default([80, 95]),
  backend: backendSchema.default('auto'),
  model: modelNameSchema.default('auto'),
  seasonLengths: z.array(z.number().int().min(2).max(100_000)).max(3).optional(),
  bounds: boundsSchema.optional(),
  ...regressionOptionsShape,
  quantiles: quantilesSchema.optional(),
  crossings: crossingQuestionsSchema.optional(),
  resolution: resolutionNameSchema.optional(),
  aggregate: forecastAggregateSchema.optional(),
  timeZone: timeZoneSchema.optional(),
  repair: repairSchema.optional(),
} as const;

export const forecastOptionsSchema = z.strictObject(forecastOptionsShape);

export type ForecastOptions = z.infer<typeof forecastOptionsSchema> & KeptFor;

/** Not part of the question, and of no request: how long a forecast job wants the answer kept, as `Keep.forecasts`. */
export interface KeptFor {
  readonly keepFor?: string;
}
