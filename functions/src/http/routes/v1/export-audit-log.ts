import { z } from 'zod';
import { type AuditEntryResponse, exportAuditLogQuerySchema } from '../../../contracts/audit-log.ts';
import { exportAuditLog } from '../../../operator/audit/export-audit-log.ts';
import { memberRoute } from '../define-route.ts';
import { pageParameters } from '../page.ts';
import { auditEntryExample } from './examples/audit-log.ts';

interface ExportedPage {
  readonly items: readonly AuditEntryResponse[];
  readonly next: string | null;
}

const { from, to, pageSize } = exportAuditLogQuerySchema.shape;

/** `GET /v1/audit-log/export` */
export const exportAuditLogRoute = memberRoute(['audit-log:read'], {
  method: 'get',
  path: '/v1/audit-log/export',
  operationId: 'exportAuditLog',
  tag: 'Audit log',
  summary: 'Export the audit log',
  description:
    'Entries of a time as lines of JSON, the oldest first, in pages: where there are more, the header `Link` names the next one (`rel="next"`). A page that fails can be asked for again; an export goes on where the last one ended by giving its end as `from`.',
  query: z.strictObject({
    from,
    to,
    pageSize: pageSize.meta({ description: 'how many to answer at the most' }),
    pageToken: pageParameters.pageToken.meta({ description: 'as the link to the next page has it' }),
  }),
  success: {
    status: 200,
    description: 'A page of entries, one a line, each as `GET /v1/audit-log/{entryId}` answers it.',
    mediaType: 'application/x-ndjson',
    example: `${JSON.stringify(auditEntryExample)}\n`,
    headers: ({ next }: ExportedPage): Record<string, string> =>
      next === null ? {} : { Link: `<?${next}>; rel="next"` },
    encode: ({ items }: ExportedPage) => items.map((entry) => `${JSON.stringify(entry)}\n`).join(''),
  },
  problems: ['PAGE_TOKEN_INVALID'],
  handle: async ({ ctx, query }) => {
    const { items, nextPageToken } = await exportAuditLog({ ctx, input: query });
    return { items, next: nextPageToken === null ? null : queryOfNext(query, nextPageToken) };
  },
});

function queryOfNext(
  { from, to, pageSize }: z.output<typeof exportAuditLogQuerySchema>,
  pageToken: string,
): string {
  const query = new URLSearchParams({ pageSize: String(pageSize), pageToken });
  if (from !== undefined) query.set('from', from.toISOString());
  if (to !== undefined) query.set('to', to.toISOString());
  return query.toString();
}
