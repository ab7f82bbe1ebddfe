import type { TimeWindows } from '../../contracts/time-windows.ts';
import { weekdays } from '../../contracts/time-windows.ts';
import { zoneClock } from '../../forecasting/calendar/zone-clock.ts';

const minuteMs = 60_000;
const dayMinutes = 1_440;
const dayMs = dayMinutes * minuteMs;

/** Offsets of time zones change at whole quarters of an hour of UTC. */
const quarterMs = 15 * minuteMs;

/** Windows that follow each other without end are asked again after as long. */
const reachMs = 8 * dayMs;

/**
 * The end of the quiet hours in which an instant lies, or null where it lies in none (Alertmanager: mute time intervals).
 *
 * The wall clock decides: a window holds while the clock shows its start or later and not yet its end, so that a night on
 * which clocks change is shorter or longer by what they change. One that does not end after it began reaches into the
 * next day; from a time to the same time is a whole day. Windows that touch are one.
 */
export function quietUntil(hours: TimeWindows | null, at: Date): Date | null {
  if (hours === null) return null;
  const clock = zoneClock(hours.timeZone);
  const windows = hours.windows.map((window) => ({
    days: window.days.map((day) => weekdays.indexOf(day)),
    from: minuteOf(window.from),
    to: minuteOf(window.to),
  }));
  const isQuiet = (instant: number): boolean => {
    const local = clock.local(instant);
    const minute = Math.floor((local % dayMs) / minuteMs);
    const day = weekdayOf(local);
    return windows.some(({ days, from, to }) => {
      if (from < to) return days.includes(day) && minute >= from && minute < to;
      return (days.includes(day) && minute >= from) || (days.includes((day + 6) % 7) && minute < to);
    });
  };
  const start = at.getTime();
  if (!isQuiet(start)) return null;
  const edges = windows.flatMap(({ from, to }) => [from, to]);
  let instant = start;
  while (isQuiet(instant) && instant < start + reachMs) {
    const local = clock.local(instant);
    const toEdge = Math.min(...edges.map((edge) => untilMinute(local, edge)));
    const toQuarter = quarterMs - (instant % quarterMs);
    instant += Math.min(toEdge, toQuarter);
  }
  return new Date(instant);
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Monday is 0; the first day of 1970 was a Thursday. */
const weekdayOf = (local: number): number => (Math.floor(local / dayMs) + 3) % 7;

/** Time until the clock shows a minute of the day next, more than none, if it is not changed meanwhile. */
function untilMinute(local: number, minute: number): number {
  const ahead = minute * minuteMs - (local % dayMs);
  return ahead > 0 ? ahead : ahead + dayMs;
}
