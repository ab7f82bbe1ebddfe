import { deleteExport } from '../../../custody/export/delete-export.ts';
import { memberRoute } from '../define-route.ts';
import { exportParams } from './export-params.ts';

/** `DELETE /v1/exports/{exportId}` */
export const deleteExportRoute = memberRoute(['exports:write'], {
  method: 'delete',
  audit: 'export.delete',
  path: '/v1/exports/{exportId}',
  operationId: 'deleteExport',
  tag: 'Exports',
  summary: 'Delete an export',
  description: 'Deletes the export with its files, sooner than they would go by themselves.',
  params: exportParams,
  success: { status: 204, description: 'The export is gone.' },
  problems: ['EXPORT_NOT_FOUND'],
  handle: ({ ctx, params }) => deleteExport({ ctx, input: params }),
});
