import { z } from 'zod';
import { orNull } from './common.ts';

/** What stood in a document, without secrets; instants as instants. */
const excerptSchema = z.record(z.string(), z.unknown());

/** `organizations/{orgId}/audit_log/{entryId}`: who did what to which resource, from where. Written once, never changed. */
export const auditEntrySchema = z
  .object({
    at: z.date(),
    actor: z.string().meta({ description: 'who did it: user:…, api-key:… or system:…', example: 'user:ada' }),
    action: z
      .string()
      .meta({ description: 'kind of resource, and what was done to it', example: 'alert-rule.update' }),
    resourceType: z.string().meta({ example: 'alert-rule' }),
    resourceId: z.string(),
    changed: z.array(z.string()).meta({ description: 'names of the fields that differ' }),
    before: orNull(excerptSchema).meta({
      description: 'the resource as it was, without secrets; null where it was made',
    }),
    after: orNull(excerptSchema).meta({
      description: 'the resource as it became, without secrets; null where it is gone',
    }),
    address: orNull(z.string()).meta({ description: 'where the call came from', example: '203.0.113.7' }),
    userAgent: orNull(z.string()),
    requestId: z.string(),
    expireAt: orNull(z.date()).meta({ description: 'when the entry is removed' }),
  })
  .meta({ id: 'AuditEntry' });

export type AuditEntry = z.infer<typeof auditEntrySchema>;
