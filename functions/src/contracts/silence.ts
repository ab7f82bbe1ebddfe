import { z } from 'zod';
import { alertResponseSchema } from './alert.ts';
import { auditFields, orNull } from './common.ts';
import { idSchema } from './ids.ts';
import { matchersSchema } from './matchers.ts';
import { pageQuerySchema } from './pagination.ts';
import { timeZoneSchema } from './time-zone.ts';

/** A silence before it begins, while it lasts, and after it ended or was ended. */
export const silenceStates = ['scheduled', 'active', 'ended'] as const;

/** How a maintenance window comes again: at each instant of a cron schedule, for so long. */
export const recurrenceSchema = z
  .strictObject({
    schedule: z
      .string('expected a cron schedule')
      .min(1)
      .max(100)
      .meta({ description: 'unix cron, five fields', example: '0 2 * * 0' }),
    timeZone: timeZoneSchema.default('UTC'),
    durationSeconds: z
      .number('expected whole seconds')
      .int('expected whole seconds')
      .min(60, 'expected at least 60 seconds')
      .max(7 * 86_400, 'expected at most a week'),
  })
  .meta({ id: 'SilenceRecurrence' });

const matchers = matchersSchema.min(1, 'expected at least one matcher: a silence for everything is none');

const comment = z
  .string()
  .trim()
  .min(1, 'expected a comment')
  .max(1_024, 'expected at most 1,024 characters')
  .meta({ description: 'why', example: 'runway 27L closed' });

/** The span of time in which a silence holds: from its start, and no longer at its end. */
export const silenceWindowSchema = z.object({ startsAt: z.date(), endsAt: z.date() });

export type SilenceWindow = z.infer<typeof silenceWindowSchema>;

/**
 * `organizations/{orgId}/silences/{silenceId}`: alerts that match go on as ever, but nobody is told of them. At its end
 * each is what it would be without. With `recurrence` it is a maintenance window that comes again.
 *
 * `window.startsAt` finds those that may hold, `nextChangeAt` those whose alerts are to be looked at.
 */
export const silenceSchema = z
  .object({
    matchers,
    startsAt: z.date(),
    endsAt: z.date().meta({ description: 'for one that recurs, the end of the whole series' }),
    comment,
    recurrence: recurrenceSchema.nullable().default(null),
    state: z.enum(silenceStates),
    window: orNull(silenceWindowSchema).meta({
      description: 'when it holds: now, or else next; null once it has ended for good',
    }),
    nextChangeAt: orNull(z.date()).meta({
      description: 'when it begins or ends next; in the past while its alerts are being changed',
    }),
    endedBy: orNull(z.string()).meta({ description: 'who ended it early' }),
    ...auditFields,
  })
  .meta({ id: 'Silence' });

export type Silence = z.infer<typeof silenceSchema>;

const instant = z.iso
  .datetime({ offset: true, error: 'expected an ISO 8601 instant with offset' })
  .transform((text) => new Date(text))
  .meta({ example: '2026-11-21T18:00:00Z' });

/** Without `startsAt` it begins now, and so it does with one that has passed. */
export const createSilenceRequestSchema = z
  .strictObject({
    matchers,
    startsAt: instant.optional(),
    endsAt: instant,
    comment,
    recurrence: recurrenceSchema.nullable().default(null),
  })
  .meta({ id: 'CreateSilenceRequest' });

export type CreateSilenceRequest = z.infer<typeof createSilenceRequestSchema>;

/** JSON merge patch (RFC 7396); each field given is replaced whole. `endsAt` extends or shortens. */
export const updateSilenceRequestSchema = z
  .strictObject({
    matchers: matchers.optional(),
    startsAt: instant.optional(),
    endsAt: instant.optional(),
    comment: comment.optional(),
    recurrence: recurrenceSchema.nullable().optional(),
  })
  .meta({ id: 'UpdateSilenceRequest' });

export type UpdateSilenceRequest = z.infer<typeof updateSilenceRequestSchema>;

/** `POST /v1/silences/preview`. */
export const previewSilenceRequestSchema = z.strictObject({ matchers }).meta({ id: 'PreviewSilenceRequest' });

export type PreviewSilenceRequest = z.infer<typeof previewSilenceRequestSchema>;

export const silencePreviewSchema = z
  .object({
    alerts: z.array(alertResponseSchema).meta({ description: 'open alerts that it would silence' }),
    looked: z.number().int().meta({ description: 'open alerts that were looked at' }),
    complete: z.boolean().meta({ description: 'whether those were all that are open' }),
  })
  .meta({ id: 'SilencePreview' });

export const silenceResponseSchema = silenceSchema
  .extend({ silenceId: idSchema('silence') })
  .meta({ id: 'SilenceResponse' });

/** Filters of `GET /v1/silences`. */
export const silenceQuerySchema = pageQuerySchema.extend({
  state: z.enum(silenceStates).optional(),
});

export type SilenceQuery = z.infer<typeof silenceQuerySchema>;
