import { z } from 'zod';

/** A spacing as the engine takes it. */
export interface NamedResolution {
  readonly unit: 'millisecond' | 'month';
  readonly count: number;
}

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Units by the letters of ISO 8601 durations (`T` before those of time), the adverb, and the noun. */
const units = [
  { letters: 'TS', adverb: 'every second', noun: 'second', unit: 'millisecond', count: secondMs },
  { letters: 'TM', adverb: 'every minute', noun: 'minute', unit: 'millisecond', count: minuteMs },
  { letters: 'TH', adverb: 'hourly', noun: 'hour', unit: 'millisecond', count: hourMs },
  { letters: 'D', adverb: 'daily', noun: 'day', unit: 'millisecond', count: dayMs },
  { letters: 'W', adverb: 'weekly', noun: 'week', unit: 'millisecond', count: 7 * dayMs },
  { letters: 'M', adverb: 'monthly', noun: 'month', unit: 'month', count: 1 },
  { letters: 'Q', adverb: 'quarterly', noun: 'quarter', unit: 'month', count: 3 },
  { letters: 'Y', adverb: 'yearly', noun: 'year', unit: 'month', count: 12 },
] as const;

const isoDuration = /^P(T?)(\d{1,6})([SMHDWY])$/;
const words = /^(?:every )?(\d{1,6}) ?([a-z]+?)s?$/;

/**
 * The resolution that a name says: `hourly`, `15 minutes` (also as labels have it, `every 15 minutes`), or an ISO 8601
 * duration of one unit, `PT15M`, `P1D`, `P1M`. Undefined for anything else.
 */
export function parseResolutionName(name: string): NamedResolution | undefined {
  const text = name.trim();
  const adverb = units.find((one) => one.adverb === text);
  if (adverb !== undefined) return { unit: adverb.unit, count: adverb.count };
  const [, time = '', duration, letter = ''] = isoDuration.exec(text) ?? [];
  if (duration !== undefined)
    return times(
      units.find(({ letters }) => letters === time + letter),
      duration,
    );
  const [, multiple, noun] = words.exec(text) ?? [];
  return multiple === undefined
    ? undefined
    : times(
        units.find((one) => one.noun === noun),
        multiple,
      );
}

function times(unit: (typeof units)[number] | undefined, multiple: string): NamedResolution | undefined {
  const count = Number(multiple);
  return unit === undefined || count < 1 ? undefined : { unit: unit.unit, count: unit.count * count };
}

export const resolutionNameSchema = z
  .string('expected a resolution')
  .max(40, 'expected a resolution of at most 40 characters')
  .refine(
    (name) => parseResolutionName(name) !== undefined,
    'expected a resolution such as "hourly", "15 minutes", "daily", "monthly", "PT15M" or "P1D"',
  )
  .meta({
    description:
      'steps of the forecast; denser points are aggregated to it. Inferred from the points by default',
    example: 'hourly',
  });

export const forecastAggregates = ['mean', 'sum', 'last', 'min', 'max'] as const;

export const forecastAggregateSchema = z.enum(forecastAggregates).meta({
  description:
    'how points denser than the resolution become one value of a step; by default what the kind of the metric says: gauge mean, delta sum, counter last',
});

export const repairSchema = z.enum(['auto', 'none']).meta({
  description:
    'outliers and changes of level in the history: repaired before models see it (the default) or left as they are. Stored points are never changed',
});
