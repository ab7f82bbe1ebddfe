import { z } from 'zod';
import { metricKeySchema } from '../../../contracts/common.ts';
import { ingestResponseSchema, timestampUnitSchema } from '../../../contracts/ingest.ts';
import { ingestJson } from '../../../pipeline/ingest/ingest-json.ts';
import { ingestCsv, ingestNdjson } from '../../../pipeline/ingest/ingest-text.ts';
import { jsonOf } from '../../body/received-body.ts';
import { memberRoute } from '../define-route.ts';
import { ingestExample } from './examples/ingest.ts';
import { ingestBody } from './ingest-body.ts';

const ingestQuerySchema = z.strictObject({
  timestampUnit: timestampUnitSchema
    .default('auto')
    .meta({ description: 'unit of numeric timestamps in CSV and NDJSON; a JSON body names its own' }),
  metric: metricKeySchema.optional().meta({ description: 'metric of CSV and NDJSON records that name none' }),
});

/** `POST /v1/ingest` */
export const ingestRoute = memberRoute(['metrics:write'], {
  method: 'post',
  audit: { none: 'data-plane' },
  path: '/v1/ingest',
  operationId: 'ingest',
  metrics: 'own',
  tag: 'Ingestion',
  summary: 'Store points',
  description:
    'Takes points as JSON (a bare list of points will do), NDJSON or CSV, of any number of series, in any order. Each point is checked by itself: good ones are stored, and `errors` lists the others. Points that are new to a series are analysed for anomalies and alerts shortly after.',
  query: ingestQuerySchema,
  body: ingestBody,
  success: {
    status: 200,
    description:
      'What was stored, and what was refused and why. At least one point was good, or none was sent.',
    schema: ingestResponseSchema,
    example: ingestExample,
  },
  problems: [
    'ALL_POINTS_REJECTED',
    'BATCH_TOO_LARGE',
    'CSV_MALFORMED',
    'CSV_HEADER_INVALID',
    'QUOTA_EXCEEDED',
    'SERIES_LIMIT_REACHED',
    'CARDINALITY_LIMIT_REACHED',
    'TASK_QUEUE_UNAVAILABLE',
  ],
  handle: ({ ctx, query, body }) => {
    switch (body.mediaType) {
      case 'text/csv':
        return ingestCsv({ ctx, input: { text: body.text, ...query } });
      case 'application/x-ndjson':
        return ingestNdjson({ ctx, input: { text: body.text, ...query } });
      default:
        return ingestJson({ ctx, input: { body: jsonOf(body) } });
    }
  },
});
