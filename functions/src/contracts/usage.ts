import { z } from 'zod';
import { orNull } from './common.ts';
import { planLimitsSchema, planNames } from './plans.ts';
import { prices } from './prices.ts';

const count = (description: string) => z.number().int().min(0).default(0).meta({ description });

const counts = {
  points: count('points stored'),
  series: count('series that were new'),
  forecasts: count('forecasts made, also by jobs'),
  requests: count('calls of the API'),
  tasks: count('tasks done: analyses, runs and their batches, backfills, notifications'),
  triggers: count('documents written that a function looked at'),
  documentReads: count('documents read'),
  documentWrites: count('documents written'),
};

/** What is counted of an organization. */
export const usageCountsSchema = z.object(counts).meta({ id: 'UsageCounts' });

export type UsageCounts = z.infer<typeof usageCountsSchema>;

export const usageCountNames = Object.keys(counts) as readonly (keyof UsageCounts)[];

export const noUsage: UsageCounts = usageCountsSchema.parse({});

/** A day of UTC: `2026-11-21`. */
export const usageDayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The sum of counts of which each may leave some out. */
export function addUsage(...parts: readonly Partial<UsageCounts>[]): UsageCounts {
  const sum = { ...noUsage };
  for (const part of parts) for (const name of usageCountNames) sum[name] += part[name] ?? 0;
  return sum;
}

/**
 * What the documents, calls and tasks of an organization cost at list prices, in US dollars; a task costs its two operations.
 * Processor time, storage and network are not in it.
 */
export const estimatedCost = (usage: UsageCounts): number =>
  usage.documentReads * prices.perRead +
  usage.documentWrites * prices.perWrite +
  usage.tasks * 2 * prices.perTaskOperation +
  (usage.requests + usage.tasks + usage.triggers) * prices.perInvocation;

/** What one function instance counted of an organization on a day: totals, so that writing them twice counts once. */
export const instanceUsageSchema = usageCountsSchema.extend({
  requestsPerMinute: z
    .number()
    .min(0)
    .default(0)
    .meta({ description: 'that were asked for of late, each by its cost' }),
  at: z.date(),
});

export type InstanceUsage = z.infer<typeof instanceUsageSchema>;

/** `organizations/{orgId}/usage/{day}/usage_shards/{shard}`: the counts of some of the instances. */
export const usageShardSchema = z.object({
  instances: z.record(z.string(), instanceUsageSchema).default({}),
  /** Whether the day's document lacks something that stands here. */
  pending: z.boolean().default(false),
  expireAt: orNull(z.date()),
});

export type UsageShard = z.infer<typeof usageShardSchema>;

/** `organizations/{orgId}/usage/{day}`: what an organization used on a day of UTC, summed up some minutes ago. */
export const usageDaySchema = usageCountsSchema
  .extend({
    estimatedCost: z
      .number()
      .min(0)
      .meta({ description: 'US dollars at list prices; no processor time, no storage' }),
    updatedAt: z.date(),
    expireAt: orNull(z.date()),
  })
  .meta({ id: 'UsageDay' });

export type UsageDay = z.infer<typeof usageDaySchema>;

/** `organizations/{orgId}/counters/series`: how many series there are, counted as they are made. */
export const counterSchema = z.object({
  count: z.number().int(),
  updatedAt: z.date(),
  reconciledAt: orNull(z.date()).meta({ description: 'when it was last held against the series themselves' }),
});

export type Counter = z.infer<typeof counterSchema>;

export const usageDaysMax = 92;

const daySchema = z.iso.date('expected a day such as 2026-11-21');

export const usageQuerySchema = z.strictObject({
  from: daySchema.optional().meta({ description: 'first day, UTC', example: '2026-11-01' }),
  to: daySchema.optional().meta({ description: 'last day, UTC; today where absent', example: '2026-11-21' }),
});

export type UsageQuery = z.infer<typeof usageQuerySchema>;

export const usageResponseSchema = z
  .object({
    plan: z.enum(planNames),
    limits: planLimitsSchema,
    problems: z.array(z.object({ pointer: z.string(), detail: z.string() })).meta({
      description: 'what is wrong with `plan` and `limits` as they were written; it counts as absent',
    }),
    quotas: z
      .array(
        z.object({
          name: z.string().meta({ example: 'pointsPerDay' }),
          limit: z.number().int(),
          used: z.number().int(),
          left: z.number().int(),
          startsAnewAt: z.date().nullable().meta({ description: 'null for what is not by the day' }),
        }),
      )
      .meta({ description: 'what is used and what is left' }),
    days: z
      .array(usageCountsSchema.extend({ day: z.iso.date(), estimatedCost: z.number() }))
      .meta({ description: 'days on which something was used, the latest first' }),
    total: usageCountsSchema.extend({ estimatedCost: z.number() }),
  })
  .meta({ id: 'UsageResponse' });

export type UsageResponse = z.infer<typeof usageResponseSchema>;
