import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, WEEK_MS } from '../resolution.ts';

/**
 * The wall clock of a time zone. Instants are ms UTC; a *local time* is what the wall clock shows, as the ms UTC at which a
 * clock in UTC would show the same. When clocks are put forward some local times never come, when they are put back some
 * come twice.
 */
export interface ZoneClock {
  /** IANA name. */
  readonly timeZone: string;
  local(instant: number): number;
  /** The instants at which the clock shows `local`: one, none or two, in order. */
  instants(local: number): readonly number[];
  /** The first instant at which the clock shows `local` or later. */
  reach(local: number): number;
}

/** The clock that shows instants as they are. */
export const utcClock: ZoneClock = {
  timeZone: 'UTC',
  local: (instant) => instant,
  instants: (local) => [local],
  reach: (local) => local,
};

/** Instants beyond which no calendar reaches (ECMAScript's range of dates); offsets beyond are those at its ends. */
const INSTANT_MAX = 8.64e15;
/** No zone changes its clocks twice within this time. */
const BLOCK_MS = WEEK_MS;
/** Offsets are less than a day, so that this far before and after a local time lie all instants it may be. */
const REACH_MS = 2 * DAY_MS;

/**
 * The wall clock of an IANA time zone, as `Intl` knows it. Offsets are looked up at the two ends of a week, and where they
 * differ the change is searched for, once: twenty thousand points of two years ask `Intl` some hundreds of times.
 *
 * @throws RangeError for a name that `Intl` does not know.
 */
export function zoneClock(timeZone: string): ZoneClock {
  if (timeZone === 'UTC') return utcClock;
  const lookUp = offsetLookUp(timeZone);
  const blocks = new Map<number, Block>();
  const blockAt = (instant: number): Block => {
    const number = Math.floor(instant / BLOCK_MS);
    const met = blocks.get(number);
    if (met !== undefined) return met;
    const block = describeBlock(lookUp, number * BLOCK_MS);
    blocks.set(number, block);
    return block;
  };
  const offset = (instant: number): number => {
    const within = Math.max(-INSTANT_MAX, Math.min(INSTANT_MAX, instant));
    const { before, change, after } = blockAt(within);
    return within < change ? before : after;
  };
  const candidates = (local: number) => [offset(local - REACH_MS), offset(local + REACH_MS)] as const;
  const instants = (local: number): readonly number[] => {
    const [before, after] = candidates(local);
    if (before === after) return [local - before];
    const shown = (instant: number) => instant + offset(instant) === local;
    return [local - before, local - after].filter(shown).sort((a, b) => a - b);
  };
  return {
    timeZone,
    local: (instant) => instant + offset(instant),
    instants,
    reach: (local) => {
      const [first] = instants(local);
      if (first !== undefined) return first;
      const [before, after] = candidates(local);
      return firstWith(after, local - after, local - before, offset);
    },
  };
}

/** Is this the name of a time zone in the IANA database? Offsets such as `+02:00` are not: they know no change of clocks. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The offsets from UTC of a week: one up to `change`, another from it on; `change` is infinite where there is none. */
interface Block {
  readonly before: number;
  readonly change: number;
  readonly after: number;
}

function describeBlock(lookUp: (instant: number) => number, start: number): Block {
  const end = start + BLOCK_MS;
  const [before, after] = [lookUp(start), lookUp(end)];
  if (before === after) return { before, change: Number.POSITIVE_INFINITY, after };
  return { before, change: firstWith(after, start, end, lookUp), after };
}

/** The first instant in (`from`, `to`] that has this offset, which `to` has, by bisection. */
function firstWith(wanted: number, from: number, to: number, offset: (instant: number) => number): number {
  let [low, high] = [Math.floor(from), Math.ceil(to)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(middle) === wanted) high = middle;
    else low = middle;
  }
  return high;
}

/** Offsets from UTC by `Intl`, in ms: it writes `GMT`, `GMT+05:30` or, of old, `GMT+01:05:21`. */
function offsetLookUp(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  return (instant) => {
    const within = Math.max(-INSTANT_MAX, Math.min(INSTANT_MAX, instant));
    const name = format.formatToParts(within).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign = '+', hours = '0', minutes = '0', seconds = '0'] =
      /^GMT([+-])(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(name) ?? [];
    const size = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * SECOND_MS;
    return sign === '-' ? -size : size;
  };
}
