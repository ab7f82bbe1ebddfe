import { z } from 'zod';
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
      .number()
      .int()
      .min(60, 'expected at least 60 seconds')
      .max(7 * 86_400),
  })
  .meta({ id: 'SilenceRecurrence' });

const editableShape = {
  matchers: matchersSchema.min(1, 'expected at least one matcher: a silence for everything is none'),
  startsAt: z.date(),
  endsAt: z.date().meta({ description: 'for one that recurs, the end of the whole series' }),
  comment: z.string().trim().min(1, 'expected a comment').max(1_024),
  recurrence: recurrenceSchema.nullable().default(null),
} as const;

/**
 * `organizations/{orgId}/silences/{silenceId}`: alerts that match go on as ever, but nobody is told of them. At its end
 * each is what it would be without. With `recurrence` it is a maintenance window that comes again.
 */
export const silenceSchema = z
  .object({
    ...editableShape,
    state: z.enum(silenceStates),
    nextChangeAt: orNull(z.date()).meta({
      description: 'when it begins or ends next; null once it has ended for good',
    }),
    activeUntil: orNull(z.date()).meta({ description: 'end of the window that is open now' }),
    endedBy: orNull(z.string()).meta({ description: 'who ended it early' }),
    ...auditFields,
  })
  .meta({ id: 'Silence' });

export type Silence = z.infer<typeof silenceSchema>;

export const silenceResponseSchema = silenceSchema
  .extend({ silenceId: idSchema('silence') })
  .meta({ id: 'SilenceResponse' });

/** Filters of `GET /v1/silences`. */
export const silenceQuerySchema = pageQuerySchema.extend({
  state: z.enum(silenceStates).optional(),
});
