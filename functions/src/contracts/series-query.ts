import { z } from 'zod';
import { idSchema } from './ids.ts';
import { timestampSchema } from './ingest.ts';
import { aggregateSchema } from './metric.ts';

export const seriesPageMax = 10_000;

/** Query of `GET /v1/metrics/{metricId}/series`. The range is half open: `from` included, `to` not. */
export const seriesQuerySchema = z
  .object({
    metricId: idSchema('metric'),
    from: timestampSchema.optional().meta({ description: 'first instant; the first point by default' }),
    to: timestampSchema.optional().meta({ description: 'first instant after the range; the end by default' }),
    aggregate: aggregateSchema.optional().meta({ description: 'answer buckets instead of raw points' }),
    bucketSeconds: z.coerce
      .number('expected whole seconds')
      .int('expected whole seconds')
      .min(1, 'expected at least 1 second')
      .max(366 * 86_400, 'expected at most a year')
      .optional()
      .meta({ description: 'width of a bucket, aligned to the epoch; 3600 by default' }),
    pageSize: z.coerce
      .number('expected a number')
      .int('expected a whole number')
      .min(1, 'expected at least 1')
      .max(seriesPageMax, `expected at most ${seriesPageMax}`)
      .default(1_000),
    pageToken: z.string().max(64).optional(),
  })
  .refine(({ aggregate, bucketSeconds }) => bucketSeconds === undefined || aggregate !== undefined, {
    path: ['aggregate'],
    message: 'expected an aggregate along with bucketSeconds',
  });

export type SeriesQuery = z.infer<typeof seriesQuerySchema>;
