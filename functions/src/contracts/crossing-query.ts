import { z } from 'zod';
import { crossingQuestionShape, crossingSchema } from './chances.ts';
import { finiteNumber } from './common.ts';
import { forecastSchema } from './forecast.ts';
import { idSchema } from './ids.ts';

/** Query of `GET /v1/forecasts/{forecastId}/crossing`. */
export const crossingQuerySchema = z.strictObject({
  threshold: z
    .string('expected a finite number')
    .regex(/\d/, 'expected a finite number')
    .transform(Number)
    .pipe(finiteNumber)
    .meta({ description: 'in the unit of the series', example: 500 }),
  direction: crossingQuestionShape.direction,
  withinSeconds: z.coerce
    .number('expected whole seconds')
    .int('expected whole seconds')
    .min(1, 'expected at least 1 second')
    .optional()
    .meta({ description: 'after the newest observation; the whole horizon by default', example: 86_400 }),
});

export const crossingResponseSchema = crossingSchema
  .extend({
    forecastId: idSchema('forecast'),
    ...forecastSchema.pick({ metricId: true, madeAt: true, from: true, to: true }).shape,
  })
  .meta({ id: 'CrossingResponse' });
