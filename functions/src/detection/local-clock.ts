/** Instants that a calendar reaches (ECMAScript's range of dates); offsets beyond are those at its ends. */
const INSTANT_MAX = 8.64e15;
const DAY_MS = 86_400_000;
/** Clocks are changed at quarters of an hour. */
const QUARTER_MS = 900_000;

/** What the wall clock shows at an instant, as the ms UTC at which a clock in UTC would show the same. */
export type LocalClock = (at: number) => number;

/**
 * The wall clock of an IANA time zone, as `Intl` knows it; UTC where none is named. Offsets are looked up at the two ends
 * of a day of UTC, and within it only where they differ. Throws RangeError for a name that `Intl` does not know.
 */
export function localClock(timeZone = 'UTC'): LocalClock {
  if (timeZone === 'UTC') return (at) => at;
  const lookUp = offsetLookUp(timeZone);
  let day = { start: Number.NaN, before: 0, after: 0 };
  return (at) => {
    const start = Math.floor(at / DAY_MS) * DAY_MS;
    if (start !== day.start) day = { start, before: lookUp(start), after: lookUp(start + DAY_MS) };
    return at + (day.before === day.after ? day.before : lookUp(Math.floor(at / QUARTER_MS) * QUARTER_MS));
  };
}

function offsetLookUp(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  return (at) => {
    const within = Math.max(-INSTANT_MAX, Math.min(INSTANT_MAX, at));
    const name = format.formatToParts(within).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours = 0, minutes = 0, seconds = 0] =
      /^GMT([+-])(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(name) ?? [];
    const size = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
    return (sign === '-' ? -size : size) * 1000;
  };
}
