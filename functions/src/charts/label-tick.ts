import type { Temporal } from 'temporal-polyfill';
import type { TimeUnit } from './time-steps.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** What a tick is called; names are ours, since those of a locale change with versions of its data. */
export interface TickLabel {
  readonly label: string;
  /** What the tick lies in; empty where nothing is above. */
  readonly within: string;
  /** The same where the reader knows the year. */
  readonly withinBriefly: string;
}

/** Names a moment as a tick of an axis that is divided by `unit`. */
export function labelTick(moment: Temporal.ZonedDateTime, unit: TimeUnit): TickLabel {
  switch (unit) {
    case 'millisecond':
    case 'second':
    case 'minute':
    case 'hour':
      return { label: clock(moment, unit), within: longDay(moment), withinBriefly: weekday(moment) };
    case 'day':
    case 'week':
      return { label: day(moment), within: year(moment), withinBriefly: year(moment) };
    case 'month':
      return { label: month(moment), within: year(moment), withinBriefly: year(moment) };
    case 'year':
      return { label: year(moment), within: '', withinBriefly: '' };
  }
}

/** `Sat 21 Nov 2026, 09:00`, to the minute. */
export const momentLabel = (moment: Temporal.ZonedDateTime): string =>
  `${longDay(moment)}, ${clock(moment, 'minute')}`;

/** `21 Nov 09:00`, to the minute. */
export const shortMomentLabel = (moment: Temporal.ZonedDateTime): string =>
  `${day(moment)} ${clock(moment, 'minute')}`;

function clock({ hour, minute, second, millisecond }: Temporal.ZonedDateTime, unit: TimeUnit): string {
  const minutes = `${padded(hour)}:${padded(minute)}`;
  if (unit === 'hour' || unit === 'minute') return minutes;
  const seconds = `${minutes}:${padded(second)}`;
  return unit === 'second' ? seconds : `${seconds}.${padded(millisecond, 3)}`;
}

const year = (moment: Temporal.ZonedDateTime): string => String(moment.year);
const month = (moment: Temporal.ZonedDateTime): string => months[moment.month - 1] ?? '';
const day = (moment: Temporal.ZonedDateTime): string => `${moment.day} ${month(moment)}`;
const weekday = (moment: Temporal.ZonedDateTime): string =>
  `${weekdays[moment.dayOfWeek - 1] ?? ''} ${day(moment)}`;
const longDay = (moment: Temporal.ZonedDateTime): string => `${weekday(moment)} ${year(moment)}`;

const padded = (value: number, digits = 2): string => String(value).padStart(digits, '0');
