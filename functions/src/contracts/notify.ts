import { z } from 'zod';
import { labelNameSchema } from './common.ts';
import { idSchema } from './ids.ts';
import { timeWindowsSchema } from './time-windows.ts';

/** Channels that one notification goes to, at most, and steps of escalation. */
export const channelsMax = 10;
export const escalationStepsMax = 3;

const channelIdsSchema = z
  .array(idSchema('channel'))
  .min(1, 'expected at least one channel')
  .max(channelsMax, `expected at most ${channelsMax} channels`)
  .refine((ids) => new Set(ids).size === ids.length, 'expected each channel once');

const seconds = (minimum: number, maximum: number) =>
  z
    .number('expected whole seconds')
    .int('expected whole seconds')
    .min(minimum, `expected at least ${minimum} seconds`)
    .max(maximum, `expected at most ${maximum} seconds`);

/** Label names by which alerts are told together; `...` stands for all, so that each alert is told alone. */
export const groupByNameSchema = z.union([z.literal('...'), labelNameSchema]);

/**
 * How alerts are told: to whom, which of them together, how soon and how often. Groups and times are those of
 * Alertmanager (`group_by`, `group_wait`, `group_interval`, `repeat_interval`); quiet hours are its mute time intervals.
 */
export const notifySchema = z
  .strictObject({
    channels: channelIdsSchema,
    groupBy: z
      .array(groupByNameSchema)
      .max(10)
      .default(['alertname'])
      .meta({ description: 'labels whose values alerts share that are told together; [] for all in one' }),
    groupWaitSeconds: seconds(0, 3_600)
      .default(30)
      .meta({ description: 'wait for others before the first notification of a group' }),
    groupIntervalSeconds: seconds(10, 86_400)
      .default(300)
      .meta({ description: 'wait before telling what is new in a group that was told' }),
    repeatIntervalSeconds: seconds(60, 30 * 86_400)
      .default(4 * 3_600)
      .meta({ description: 'tell again what still fires after as long' }),
    sendResolved: z.boolean().default(true),
    quietHours: timeWindowsSchema.nullable().default(null).meta({
      description: 'nothing is sent in these hours; what still fires afterwards is told then',
    }),
    escalation: z
      .array(z.strictObject({ afterSeconds: seconds(60, 7 * 86_400), channels: channelIdsSchema }))
      .max(escalationStepsMax, `expected at most ${escalationStepsMax} steps`)
      .default([])
      .meta({
        description:
          'tell these channels, too, when an alert still fires and nobody has acknowledged it so long after it was first told',
      }),
  })
  .meta({ id: 'Notify' });

export type Notify = z.infer<typeof notifySchema>;
