import { z } from 'zod';
import { orNull } from './common.ts';

/**
 * `organizations/{orgId}/idempotency_keys/{id}`, and the same below `users/{uid}`: a request that is to be done once. Neither
 * the key of the caller nor the answer stands here in clear.
 */
export const idempotencyKeySchema = z
  .object({
    fingerprint: z
      .string()
      .meta({ description: 'SHA-256 of the request: method, path, query, media type, body' }),
    use: z.string().meta({
      description:
        'names this use of the key for verbs: the same after a crash, another once the key has expired',
    }),
    leaseExpiresAt: z.date().meta({ description: 'from when on another request may take over' }),
    status: orNull(z.number().int()).meta({ description: 'of the first answer; null while there is none' }),
    answer: orNull(z.instanceof(Uint8Array)).meta({
      description: 'the first answer, sealed; null while there is none, and for one that was too large',
    }),
    expireAt: orNull(z.date()).meta({ description: 'from when on the key may be used for something else' }),
  })
  .meta({ id: 'IdempotencyKey' });

export type IdempotencyKey = z.infer<typeof idempotencyKeySchema>;
