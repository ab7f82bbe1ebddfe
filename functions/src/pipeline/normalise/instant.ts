import type { TimestampUnit } from '../../contracts/ingest.ts';

const hourMs = 3_600_000;

/** How far ahead of now an instant may lie: a wrong time zone is forgiven, a wrong unit is not. */
export const futureMs = 24 * hourMs;

/** How far ahead a point may lie that is said to be planned: prices, promotions, others' forecasts. */
export const plannedMs = 731 * 24 * hourMs;

/** The earliest instant that is believed to be meant. */
export const earliestMs = Date.UTC(1800, 0, 1);

export type ParsedInstant = { readonly at: number } | { readonly problem: string };

const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?([Zz]|[+-]\d{2}:?\d{2}))?$/;

const numberPattern = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * An instant as people send it, in ms UTC.
 *
 * ISO 8601 needs an offset (a date alone is midnight UTC). A number is an epoch in `unit`; with `auto` its magnitude
 * tells: below 1e11 seconds (until the year 5138), below 1e14 ms, below 1e17 µs, else ns. Finer than a millisecond is
 * cut off.
 *
 * @param now ms UTC; instants more than `aheadMs` (24 hours) ahead of it are refused.
 */
export function parseInstant(
  value: string | number,
  unit: TimestampUnit,
  now: number,
  aheadMs = futureMs,
): ParsedInstant {
  const at = typeof value === 'number' ? fromEpoch(value, unit) : fromText(value.trim(), unit);
  if (at === null) return { problem: 'expected an ISO 8601 instant with offset, or an epoch number' };
  if (at > now + aheadMs) {
    const [limit, hint] =
      aheadMs > futureMs ? ['2 years', ''] : ['24 hours', '; plans may lie farther ahead, with "planned"'];
    return {
      problem: `expected an instant at most ${limit} ahead of now: ${describe(at)} (is the unit of the timestamp right?${hint})`,
    };
  }
  if (at < earliestMs) return { problem: `expected an instant after the year 1800: ${describe(at)}` };
  return { at };
}

function fromText(text: string, unit: TimestampUnit): number | null {
  if (numberPattern.test(text)) return fromEpoch(Number(text), unit);
  const match = isoPattern.exec(text);
  if (match === null) return null;
  const [, year, month, day, hours = '0', minutes = '0', seconds = '0', fraction = '', offset = 'Z'] = match;
  const fields = [
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hours),
    Number(minutes),
    Number(seconds),
  ] as const;
  const date = new Date(0);
  date.setUTCFullYear(fields[0], fields[1], fields[2]);
  date.setUTCHours(fields[3], fields[4], fields[5], Number(fraction.padEnd(3, '0').slice(0, 3)));
  const exists =
    date.getUTCMonth() === fields[1] &&
    date.getUTCDate() === fields[2] &&
    date.getUTCHours() === fields[3] &&
    fields[4] < 60 &&
    fields[5] < 60;
  return exists ? date.getTime() - offsetMs(offset) : null;
}

function offsetMs(offset: string): number {
  if (offset === 'Z' || offset === 'z') return 0;
  const sign = offset.startsWith('-') ? -1 : 1;
  const digits = offset.replaceAll(/[^\d]/g, '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
}

const unitsInMs: Readonly<Record<Exclude<TimestampUnit, 'auto'>, number>> = {
  s: 1_000,
  ms: 1,
  us: 1e-3,
  ns: 1e-6,
};

function fromEpoch(epoch: number, unit: TimestampUnit): number | null {
  if (!Number.isFinite(epoch)) return null;
  const at = Math.floor(epoch * unitsInMs[unit === 'auto' ? unitOf(Math.abs(epoch)) : unit]);
  return Math.abs(at) <= 8.64e15 ? at : null;
}

function unitOf(magnitude: number): Exclude<TimestampUnit, 'auto'> {
  if (magnitude < 1e11) return 's';
  if (magnitude < 1e14) return 'ms';
  return magnitude < 1e17 ? 'us' : 'ns';
}

const describe = (at: number): string => `it reads as ${new Date(at).toISOString()}`;
