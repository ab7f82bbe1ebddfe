import { z } from 'zod';
import { quantilesFit, quantilesFitMessage } from './chances.ts';
import { finiteNumber, labelsSchema } from './common.ts';
import { forecastResponseSchema } from './forecast.ts';
import { forecastOptionsShape, type KeptFor } from './forecast-options.ts';
import {
  hierarchyAccuracySchema,
  hierarchyCautionsSchema,
  hierarchyMethods,
  hierarchyShape,
  leavesSelectorShape,
} from './hierarchy.ts';
import { idSchema } from './ids.ts';
import { resolutionSchema } from './metric.ts';

const {
  backend: _backend,
  regressors: _regressors,
  events: _events,
  holidays: _holidays,
  regression: _regression,
  effects: _effects,
  ...ownEngine
} = forecastOptionsShape;

/** What may be asked of the forecasts of a hierarchy: what may be of a single one, of our own engine, unexplained. */
export const hierarchyOptionsShape = ownEngine;

export const hierarchyOptionsSchema = z.object(hierarchyOptionsShape);

export type HierarchyOptions = z.infer<typeof hierarchyOptionsSchema> & KeptFor;

/** `POST /v1/forecast/hierarchy` */
export const hierarchyForecastRequestSchema = z
  .strictObject({ ...leavesSelectorShape, ...hierarchyShape, ...hierarchyOptionsShape })
  .refine(quantilesFit, quantilesFitMessage)
  .meta({ id: 'HierarchyForecastRequest' });

export type HierarchyForecastRequest = z.infer<typeof hierarchyForecastRequestSchema>;

export const hierarchyForecastResponseSchema = z
  .object({
    metric: leavesSelectorShape.metric,
    labels: labelsSchema,
    by: z.array(z.string()),
    method: z.enum(hierarchyMethods).meta({ description: 'the method used' }),
    shrinkage: finiteNumber.nullable(),
    resolution: resolutionSchema,
    accuracy: hierarchyAccuracySchema.nullable(),
    cautions: hierarchyCautionsSchema,
    leftOut: z
      .array(z.object({ metricId: idSchema('metric'), labels: labelsSchema, message: z.string() }))
      .meta({ description: 'series that are in no sum, and why' }),
    forecasts: z
      .array(forecastResponseSchema)
      .meta({ description: 'the sums first, the widest before the narrower, then the leaves' }),
    cost: z.object({ documentReads: z.number().int(), documentWrites: z.number().int() }),
  })
  .meta({ id: 'HierarchyForecastResponse' });

export type HierarchyForecastResponse = z.infer<typeof hierarchyForecastResponseSchema>;
