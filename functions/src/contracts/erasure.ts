import { z } from 'zod';
import { orNull } from './common.ts';
import { idSchema } from './ids.ts';

export const erasureStates = [
  'scheduled',
  'cancelled',
  'erasing',
  'settling',
  'verifying',
  'erased',
] as const;

/**
 * `erasures/{erasureId}`: one organization or person on the way out, and the proof that remains. Holds no names. `revision`
 * counts how often it moved on, and fences workers off from each other.
 */
export const erasureSchema = z
  .object({
    subject: z.enum(['organization', 'user']),
    subjectId: z.string().meta({ description: 'id of the organization, or uid of the person' }),
    state: z.enum(erasureStates).meta({
      description:
        'scheduled: can be cancelled still; settling: nothing is left, and it waits to look again; erased: nothing was found again',
    }),
    message: z.string(),
    requestedBy: z.string().meta({ example: 'user:Zk3q' }),
    requestedAt: z.date(),
    purgeAt: z.date().meta({ description: 'from when on it is erased' }),
    startedAt: orNull(z.date()),
    counts: z
      .record(z.string(), z.number().int().min(0))
      .meta({ description: 'documents that were deleted, by collection' }),
    passes: z.number().int().min(0).meta({ description: 'times that nothing was left' }),
    finishedAt: orNull(z.date()).meta({ description: 'when it was cancelled, or erased' }),
    verifiedAt: orNull(z.date()).meta({
      description: 'when all places were looked at and nothing was found',
    }),
    place: orNull(z.string()).meta({ description: 'where deleting goes on' }),
    nextAt: orNull(z.date()).meta({ description: 'when the sweep looks after it; null once it has ended' }),
    revision: z.number().int().min(0),
    updatedAt: z.date(),
  })
  .meta({ id: 'Erasure' });

export type Erasure = z.infer<typeof erasureSchema>;

export const erasureResponseSchema = erasureSchema
  .omit({ place: true, nextAt: true, revision: true })
  .extend({ erasureId: idSchema('erasure') })
  .meta({ id: 'ErasureResponse' });

export type ErasureResponse = z.infer<typeof erasureResponseSchema>;

/** `DELETE /v1/organizations/current?confirm=…`: whoever deletes an organization types its name. */
export const confirmQuerySchema = z.strictObject({
  confirm: z
    .string('expected the name of the organization')
    .max(120)
    .meta({ description: 'the name of the organization', example: 'Acme Logistics' }),
});

/** Payload of an `eraseData` task. */
export const erasureTaskSchema = z.strictObject({ erasureId: z.string().min(1) });

export type ErasureTask = z.infer<typeof erasureTaskSchema>;
