import { exportResponseSchema } from '../../../contracts/export.ts';
import { listExports } from '../../../custody/export/list-exports.ts';
import { memberRoute } from '../define-route.ts';
import { listQuery, pageOf } from '../page.ts';
import { exportExample } from './examples/export.ts';

/** `GET /v1/exports` */
export const listExportsRoute = memberRoute(['exports:read'], {
  method: 'get',
  path: '/v1/exports',
  operationId: 'listExports',
  tag: 'Exports',
  summary: 'List exports',
  description: 'Exports of the last seven days, the latest first.',
  query: listQuery({}),
  success: {
    status: 200,
    description: 'A page of exports.',
    schema: pageOf(exportResponseSchema, 'ExportPage'),
    example: { items: [exportExample], nextPageToken: null },
  },
  problems: ['PAGE_TOKEN_INVALID'],
  handle: ({ ctx, query }) => listExports({ ctx, input: query }),
});
