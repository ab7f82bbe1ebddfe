import { z } from 'zod';
import { timeZoneSchema } from './time-zone.ts';

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

const clockTimeSchema = z
  .string('expected a time such as "22:00"')
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time from "00:00" to "23:59"');

/** From a clock time to another on some days of the week; one that ends before it begins reaches into the next day. */
export const weeklyWindowSchema = z.strictObject({
  days: z
    .array(z.enum(weekdays))
    .min(1, 'expected at least one day')
    .max(7)
    .default([...weekdays])
    .meta({ description: 'days on which it begins' }),
  from: clockTimeSchema,
  to: clockTimeSchema,
});

/** Weekly windows of a clock: quiet hours. */
export const timeWindowsSchema = z
  .strictObject({
    timeZone: timeZoneSchema.default('UTC'),
    windows: z.array(weeklyWindowSchema).min(1, 'expected at least one window').max(20),
  })
  .meta({
    id: 'TimeWindows',
    example: { timeZone: 'Europe/Vienna', windows: [{ from: '22:00', to: '07:00' }] },
  });

export type TimeWindows = z.infer<typeof timeWindowsSchema>;
