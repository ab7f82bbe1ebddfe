import { z } from 'zod';
import { auditEntryResponseSchema } from '../../../contracts/audit-log.ts';
import { idSchema } from '../../../contracts/ids.ts';
import { getAuditEntry } from '../../../operator/audit/get-audit-entry.ts';
import { memberRoute } from '../define-route.ts';
import { auditEntryExample } from './examples/audit-log.ts';

/** `GET /v1/audit-log/{entryId}` */
export const getAuditEntryRoute = memberRoute(['audit-log:read'], {
  method: 'get',
  path: '/v1/audit-log/{entryId}',
  operationId: 'getAuditEntry',
  tag: 'Audit log',
  summary: 'Get an entry of the audit log',
  description: 'One change: who made it, from where, and the resource before and after.',
  params: z.strictObject({ entryId: idSchema('auditEntry') }),
  success: {
    status: 200,
    description: 'The entry.',
    schema: auditEntryResponseSchema,
    example: auditEntryExample,
  },
  problems: ['AUDIT_ENTRY_NOT_FOUND'],
  handle: ({ ctx, params }) => getAuditEntry({ ctx, input: params }),
});
