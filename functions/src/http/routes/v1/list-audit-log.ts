import { auditEntryResponseSchema, auditLogQuerySchema } from '../../../contracts/audit-log.ts';
import { listAuditLog } from '../../../operator/audit/list-audit-log.ts';
import { memberRoute } from '../define-route.ts';
import { listQuery, pageOf } from '../page.ts';
import { auditEntryExample } from './examples/audit-log.ts';

const { actor, action, resourceType, resourceId, from, to } = auditLogQuerySchema.shape;

/** `GET /v1/audit-log` */
export const listAuditLogRoute = memberRoute(['audit-log:read'], {
  method: 'get',
  path: '/v1/audit-log',
  operationId: 'listAuditLog',
  tag: 'Audit log',
  summary: 'List the audit log',
  description:
    'Who did what to which resource, from where, with the resource before and after without its secrets; the newest first. Filters can be combined. Entries are kept for 400 days.',
  query: listQuery({ actor, action, resourceType, resourceId, from, to }),
  success: {
    status: 200,
    description: 'A page of entries.',
    schema: pageOf(auditEntryResponseSchema, 'AuditEntryPage'),
    example: { items: [auditEntryExample], nextPageToken: null },
  },
  problems: ['PAGE_TOKEN_INVALID'],
  handle: ({ ctx, query }) => listAuditLog({ ctx, input: query }),
});
