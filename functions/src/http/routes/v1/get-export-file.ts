import { exportFileNameSchema, exportRangeSchema } from '../../../contracts/export.ts';
import { openExportFile } from '../../../custody/export/open-export-file.ts';
import { memberRoute } from '../define-route.ts';
import { streamOf } from '../stream-of.ts';
import { exportParams } from './export-params.ts';

/** `GET /v1/exports/{exportId}/files/{file}` */
export const getExportFileRoute = memberRoute(['exports:read'], {
  method: 'get',
  path: '/v1/exports/{exportId}/files/{file}',
  operationId: 'getExportFile',
  tag: 'Exports',
  summary: 'Download a file of an export',
  description:
    'Streams a file that is `done`. To go on after a break, ask for `fromPart` on; the parts one after the other are the file. `parts` bounds an answer, so that none takes longer than a request may.',
  params: exportParams.extend({ file: exportFileNameSchema }),
  query: exportRangeSchema,
  success: {
    status: 200,
    description: 'The file, or the parts asked for.',
    mediaType: 'application/gzip',
    headers: ({ name }) => ({ 'Content-Disposition': `attachment; filename="${name}"` }),
    encode: ({ parts }) => streamOf(parts),
  },
  problems: ['EXPORT_NOT_FOUND', 'EXPORT_FILE_NOT_FOUND'],
  handle: ({ ctx, params, query }) => openExportFile({ ctx, input: { ...params, ...query } }),
});
