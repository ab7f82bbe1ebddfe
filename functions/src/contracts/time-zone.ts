import { z } from 'zod';

/** Offsets such as `+02:00` are no zone of the tz database: they know no daylight saving, and schedulers refuse them. */
export function isTimeZone(timeZone: string): boolean {
  if (!/^[A-Za-z]/.test(timeZone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

export const timeZoneSchema = z
  .string('expected the name of a time zone')
  .max(64, 'expected an IANA name of at most 64 characters')
  .refine(isTimeZone, 'expected an IANA time zone such as "Europe/Vienna" or "UTC"')
  .meta({
    description:
      'wall clock that steps and daily patterns follow: days are local ones, of 23 or 25 hours now and then; UTC by default',
    example: 'Europe/Vienna',
  });
