import { Temporal } from 'temporal-polyfill';
import { labelTick } from './label-tick.ts';
import { type TimeStep, timeStep } from './time-steps.ts';

/** A tick of a time axis. */
export interface TimeTick {
  /** ms UTC */
  readonly at: number;
  /** What tells it from its neighbours: `06:00`, `22 Nov`, `Nov`, `2026`. */
  readonly label: string;
  /** What it lies in, where that begins or the axis does: the day of an hour, the year of a day; null elsewhere. */
  readonly context: string | null;
}

/**
 * Ticks of a time axis at round instants of the wall clock of a time zone: midnights are midnights there, also in a week
 * in which the clocks change.
 *
 * @param from, to range in ms UTC, `from` before `to`; ticks lie in it, both ends included.
 * @param ticksMax about how many there may be.
 */
export function timeTicks(from: number, to: number, timeZone: string, ticksMax: number): TimeTick[] {
  const step = timeStep(to - from, Math.max(1, ticksMax));
  const ticks: TimeTick[] = [];
  let context: string | null = null;
  for (const moment of moments(from, to, timeZone, step)) {
    const { label, within, withinBriefly } = labelTick(moment, step.unit);
    const at = moment.epochMilliseconds;
    ticks.push({ at, label, context: within === context ? null : context === null ? within : withinBriefly });
    context = within;
  }
  return ticks;
}

function moments(from: number, to: number, timeZone: string, step: TimeStep): Temporal.ZonedDateTime[] {
  const first = floorTo(Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone), step);
  const found: Temporal.ZonedDateTime[] = [];
  for (let index = 0; ; index += 1) {
    const moment = after(first, index * step.count, step);
    const at = moment.epochMilliseconds;
    if (at > to) return found;
    if (at >= from && at !== found.at(-1)?.epochMilliseconds) found.push(moment);
  }
}

/** Up to an hour time passes evenly, and ticks fall into an hour that the clocks repeat; longer steps go by the wall clock. */
function after(first: Temporal.ZonedDateTime, count: number, { unit, ms }: TimeStep): Temporal.ZonedDateTime {
  const duration = { [`${unit}s`]: count };
  if (ms <= 3_600_000) return first.add(duration);
  return first.toPlainDateTime().add(duration).toZonedDateTime(first.timeZoneId);
}

function floorTo(moment: Temporal.ZonedDateTime, { unit, count }: TimeStep): Temporal.ZonedDateTime {
  switch (unit) {
    case 'millisecond':
    case 'second':
    case 'minute':
    case 'hour':
      return moment.round({ smallestUnit: unit, roundingIncrement: count, roundingMode: 'floor' });
    case 'day':
      return moment.startOfDay().subtract({ days: count === 1 ? 0 : (moment.day - 1) % count });
    case 'week':
      return moment.startOfDay().subtract({ days: moment.dayOfWeek - 1 });
    case 'month':
      return moment.with({ day: 1, month: moment.month - ((moment.month - 1) % count) }).startOfDay();
    case 'year':
      return moment.with({ day: 1, month: 1, year: Math.floor(moment.year / count) * count }).startOfDay();
  }
}
