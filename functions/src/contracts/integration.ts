import { z } from 'zod';
import { auditFields, labelsSchema, nameSchema, orNull } from './common.ts';

/** `organizations/{orgId}/ingestion_sources/{sourceId}`: where points come from, and how they are labelled. */
export const ingestionSourceSchema = z
  .object({
    name: nameSchema,
    type: z.enum(['api', 'csv', 'ndjson', 'prometheus', 'influx', 'otlp', 'webhook']),
    enabled: z.boolean().default(true),
    labels: labelsSchema.default({}).meta({ description: 'labels put on every point of this source' }),
    connectionId: orNull(z.string()),
    lastReceivedAt: orNull(z.date()),
    ...auditFields,
  })
  .meta({ id: 'IngestionSource' });

export type IngestionSource = z.infer<typeof ingestionSourceSchema>;

/** `organizations/{orgId}/connections/{connectionId}`: an outside system. Its secret stands elsewhere, by reference. */
export const connectionSchema = z
  .object({
    name: nameSchema,
    type: z.enum(['webhook', 'api', 'airbyte', 'prometheus', 'influx', 'otlp', 'timegpt']),
    status: z.enum(['active', 'paused', 'failing']).default('active'),
    endpoint: orNull(z.string().max(2_048)),
    secretReference: orNull(z.string().max(512)).meta({
      description: 'name of the secret, never the secret',
    }),
    lastError: orNull(z.string()),
    ...auditFields,
  })
  .meta({ id: 'Connection' });

export type Connection = z.infer<typeof connectionSchema>;
