import { exportResponseSchema } from '../../../contracts/export.ts';
import { cancelExport } from '../../../custody/export/cancel-export.ts';
import { memberRoute } from '../define-route.ts';
import { exportExample } from './examples/export.ts';
import { exportParams } from './export-params.ts';

/** `POST /v1/exports/{exportId}/cancel` */
export const cancelExportRoute = memberRoute(['exports:write'], {
  method: 'post',
  audit: 'export.cancel',
  path: '/v1/exports/{exportId}/cancel',
  operationId: 'cancelExport',
  tag: 'Exports',
  summary: 'Cancel an export',
  description:
    'Ends an export that is under way. Files that are done can be downloaded still. Cancelling one that has ended changes nothing. Takes no body.',
  params: exportParams,
  success: {
    status: 200,
    description: 'The export as it now is.',
    schema: exportResponseSchema,
    example: exportExample,
  },
  problems: ['EXPORT_NOT_FOUND'],
  handle: ({ ctx, params }) => cancelExport({ ctx, input: params }),
});
