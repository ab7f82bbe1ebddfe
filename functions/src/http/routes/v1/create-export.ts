import { exportResponseSchema } from '../../../contracts/export.ts';
import { startExport } from '../../../custody/export/start-export.ts';
import { memberRoute } from '../define-route.ts';
import { exportExample } from './examples/export.ts';

/** `POST /v1/exports` */
export const createExportRoute = memberRoute(['exports:write'], {
  method: 'post',
  audit: 'export.create',
  path: '/v1/exports',
  operationId: 'createExport',
  tag: 'Exports',
  summary: 'Export everything',
  description:
    'Has everything that the organization owns written into files: gzipped NDJSON for each collection, and `points.csv.gz`. Answers at once; follow it at the address in `Location`. One at a time; kept for seven days. Secrets of channels and keys are not in it. Takes no body.',
  success: {
    status: 202,
    description: 'The export is queued.',
    schema: exportResponseSchema,
    example: exportExample,
    location: ({ exportId }) => `/v1/exports/${exportId}`,
  },
  problems: ['EXPORT_RUNNING'],
  handle: ({ ctx, idempotencyKey }) => startExport({ ctx, input: { idempotencyKey } }),
});
