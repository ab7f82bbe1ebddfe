import { z } from 'zod';
import { orNull } from './common.ts';
import { seriesSelectorSchema } from './series-reference.ts';

/** Parts into which the index of watches that are due is split: an index on an instant grows at one end. */
export const watchShards = 10;

/**
 * `organizations/{orgId}/alert_rule_watches/{ruleId}`: when a rule that is about silence is looked at next, and how far its
 * series were looked at. It stands beside the rule, which changes when a person changes it and not every minute.
 */
export const alertRuleWatchSchema = z
  .object({
    selector: seriesSelectorSchema,
    afterSeconds: z.number().int().min(1).meta({ description: 'silence for so long is told' }),
    shard: z
      .number()
      .int()
      .min(0)
      .max(watchShards - 1),
    nextCheckAt: z.date(),
    startedAt: z.date().meta({ description: 'since when these series are watched' }),
    checkedThrough: z.date().meta({
      description:
        'series whose newest point is no later than this were looked at, or are left out as long dead',
    }),
    resumeAfter: orNull(z.object({ lastPointAt: z.date(), metricId: z.string() })).meta({
      description: 'the last series looked at, where more were silent than one check takes',
    }),
  })
  .meta({ id: 'AlertRuleWatch' });

export type AlertRuleWatch = z.infer<typeof alertRuleWatchSchema>;
