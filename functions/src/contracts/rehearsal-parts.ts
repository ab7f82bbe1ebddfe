import { z } from 'zod';
import { idSchema } from './ids.ts';
import { createInhibitionRuleRequestSchema } from './inhibition-rule.ts';
import { createNotificationPolicyRequestSchema } from './notification-policy.ts';
import { createSilenceRequestSchema } from './silence.ts';

const partsMax = 500;

const parts = <T extends z.ZodType>(schema: T) =>
  z.array(schema).max(partsMax, `expected at most ${partsMax} entries`);

/** Notification policies to rehearse with. One without an id is known by its place. */
export const rehearsedPoliciesSchema = parts(
  createNotificationPolicyRequestSchema.extend({ policyId: idSchema('notificationPolicy').optional() }),
);

/** Silences to rehearse with: they hold by their times, as if they had been there from the beginning. */
export const rehearsedSilencesSchema = parts(
  createSilenceRequestSchema.extend({
    silenceId: idSchema('silence').optional(),
    startsAt: createSilenceRequestSchema.shape.endsAt,
    comment: createSilenceRequestSchema.shape.comment.default('rehearsed'),
  }),
);

/** Inhibition rules to rehearse with. */
export const rehearsedInhibitionsSchema = parts(
  createInhibitionRuleRequestSchema.extend({ inhibitionId: idSchema('inhibitionRule').optional() }),
);
