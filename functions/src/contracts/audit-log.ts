import { z } from 'zod';
import { orNull } from './common.ts';
import { idSchema } from './ids.ts';
import { pageQuerySchema } from './pagination.ts';

/**
 * Why calls that are no reads write no entry. Of the data plane what they made is there to see, with the time and mostly the
 * caller on it, and an entry each would double the writes of the requests that come by the thousand. What the system does in
 * the course of things (alerts that fire, runs on schedule) has timelines of its own.
 */
export const notAuditedReasons = {
  'data-plane':
    'points, forecasts and detections: their results are documents, and an entry each would cost a write a request',
  'read-only': 'it changes nothing',
  'no-organization': 'a person’s own profile, which belongs to no organization',
} as const;

export type NotAuditedReason = keyof typeof notAuditedReasons;

/** What stood in a document, without secrets; instants as instants. */
const excerptSchema = z.record(z.string(), z.unknown());

/** `organizations/{orgId}/audit_log/{entryId}`: who did what to which resource, from where. Written once, never changed. */
export const auditEntrySchema = z
  .object({
    at: z.date(),
    actor: z.string().meta({
      description:
        'who did it: user:…, api-key:… or system:…; direct:unknown for whoever wrote past the API unnamed',
      example: 'user:ada',
    }),
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

export const auditEntryResponseSchema = auditEntrySchema
  .omit({ expireAt: true })
  .extend({ entryId: idSchema('auditEntry') })
  .meta({ id: 'AuditEntryResponse' });

export type AuditEntryResponse = z.infer<typeof auditEntryResponseSchema>;

const nameQuerySchema = z.string().min(1).max(256);

const instantQuerySchema = z.iso
  .datetime({ offset: true, error: 'expected an instant such as 2026-11-21T12:00:00Z' })
  .transform((text) => new Date(text));

/** Filters of the audit log; a range is of instants that are included (`from`) and excluded (`to`). */
export const auditLogQuerySchema = pageQuerySchema.extend({
  actor: nameQuerySchema.optional().meta({ description: 'who: `user:…` or `api-key:…`' }),
  action: nameQuerySchema.optional().meta({ description: 'what was done: `alert-rule.update`' }),
  resourceType: nameQuerySchema.optional().meta({ description: 'kind of resource: `alert-rule`' }),
  resourceId: nameQuerySchema.optional().meta({ description: 'id of the resource' }),
  from: instantQuerySchema.optional().meta({ description: 'first instant, ISO 8601' }),
  to: instantQuerySchema.optional().meta({ description: 'instant before which, ISO 8601' }),
});

export type AuditLogQuery = z.infer<typeof auditLogQuerySchema>;

/** Entries in one page of an export: some 17 MB at the most, where each is as long as one can be. */
export const exportPageMax = 500;

export const exportAuditLogQuerySchema = auditLogQuerySchema
  .pick({ from: true, to: true, pageToken: true })
  .extend({
    pageSize: z.coerce
      .number('expected a number')
      .int('expected a whole number')
      .min(1, 'expected at least 1')
      .max(exportPageMax, `expected at most ${exportPageMax}`)
      .default(exportPageMax),
  });

export type ExportAuditLogQuery = z.infer<typeof exportAuditLogQuerySchema>;
