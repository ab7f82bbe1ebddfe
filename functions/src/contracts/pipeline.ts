import { z } from 'zod';
import { alertResponseSchema } from './alert.ts';
import { anomalyResponseSchema } from './anomaly.ts';
import { quantilesFit, quantilesFitMessage } from './chances.ts';
import { forecastResponseSchema } from './forecast.ts';
import { forecastOptionsShape } from './forecast-options.ts';
import { idSchema } from './ids.ts';
import { ingestEnvelopeSchema, ingestRequestSchema, ingestResponseSchema } from './ingest.ts';
import { checkRegression } from './regression-rules.ts';

export const pipelineSeriesMax = 20;

/** `POST /v1/pipeline`: ingest → forecast → anomalies → alerts in one call, for a few series. */
export const pipelineRequestSchema = ingestRequestSchema
  .extend(forecastOptionsShape)
  .refine(quantilesFit, quantilesFitMessage)
  .meta({ id: 'PipelineRequest' });

export const pipelineEnvelopeSchema = ingestEnvelopeSchema
  .extend(forecastOptionsShape)
  .superRefine(checkRegression)
  .refine(quantilesFit, quantilesFitMessage);

export const pipelineResponseSchema = z
  .object({
    ingest: ingestResponseSchema,
    series: z.array(
      z.object({
        metricId: idSchema('metric'),
        forecast: forecastResponseSchema.nullable(),
        forecastProblem: z.string().nullable().meta({ description: 'why there is no forecast' }),
        anomalies: z.array(anomalyResponseSchema),
        alerts: z.array(alertResponseSchema),
      }),
    ),
  })
  .meta({ id: 'PipelineResponse' });
