import { exportResponseSchema } from '../../../contracts/export.ts';
import { getExport } from '../../../custody/export/get-export.ts';
import { memberRoute } from '../define-route.ts';
import { exportExample } from './examples/export.ts';
import { exportParams } from './export-params.ts';

/** `GET /v1/exports/{exportId}` */
export const getExportRoute = memberRoute(['exports:read'], {
  method: 'get',
  path: '/v1/exports/{exportId}',
  operationId: 'getExport',
  tag: 'Exports',
  summary: 'Get an export',
  description: 'How far it is, and its files with rows, bytes, parts and SHA-256.',
  params: exportParams,
  conditional: true,
  success: {
    status: 200,
    description: 'The export.',
    schema: exportResponseSchema,
    example: exportExample,
  },
  problems: ['EXPORT_NOT_FOUND'],
  handle: ({ ctx, params }) => getExport({ ctx, input: params }),
});
