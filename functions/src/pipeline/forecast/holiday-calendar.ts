import { DomainError } from '../../contracts/errors.ts';
import type { Holidays } from '../../contracts/regressors.ts';
import type { HolidayCalendar } from './holiday-events.ts';

/** A calendar, and in words which one it is. */
export interface NamedCalendar {
  readonly calendar: HolidayCalendar;
  readonly description: string;
}

/** Codes of an error message; past this many it would not be read. */
const codesListed = 40;

/** Calendars kept with the years that were asked of them; a deployment serves few countries. */
const calendarsRemembered = 50;
const remembered = new Map<string, NamedCalendar>();

/** The class that the package `date-holidays` exports. */
export type CalendarClass = typeof import('date-holidays')['default'];

/**
 * The calendar of a country, state and region, with days of `timeZone`. The package is loaded when the first holidays are
 * asked for: it holds 1.5 MB of rules, which no cold start should pay that does not need them.
 *
 * @throws {DomainError} as `calendarOf`
 */
export async function holidayCalendar(
  holidays: Holidays,
  timeZone: string | undefined,
): Promise<NamedCalendar> {
  const { default: Calendar } = await import('date-holidays');
  return calendarOf(Calendar, holidays, timeZone);
}

/**
 * The same where the package is loaded already.
 *
 * @throws {DomainError} `invalid-argument` naming the field where there is no such country, state or region
 */
export function calendarOf(
  Calendar: CalendarClass,
  { country, state, region }: Holidays,
  timeZone: string | undefined,
): NamedCalendar {
  const key = JSON.stringify([country, state, region, timeZone]);
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const all = new Calendar();
  const place: { country: string; state?: string; region?: string } = {
    country: requireCode('country', country, all.getCountries()),
  };
  if (state !== undefined) place.state = requireCode('state', state, all.getStates(place.country));
  if (region !== undefined) {
    if (place.state === undefined) throw invalid('/holidays/state', 'expected a state beside the region');
    place.region = requireCode('region', region, all.getRegions(place.country, place.state));
  }
  const options = { languages: 'en', ...(timeZone === undefined ? {} : { timezone: timeZone }) };
  const calendar = new Calendar(place, options);
  const zone = timeZone ?? calendar.getTimezones()[0] ?? 'UTC';
  const named = {
    calendar: rememberYears(calendar),
    description: `${Object.values(place).join('-')}, days of ${zone}`,
  };
  if (remembered.size >= calendarsRemembered) remembered.clear();
  remembered.set(key, named);
  return named;
}

/** A year takes some 10 ms, and a job asks for the same ones for each of its series. */
function rememberYears(calendar: HolidayCalendar): HolidayCalendar {
  const years = new Map<number, ReturnType<HolidayCalendar['getHolidays']>>();
  return {
    getHolidays: (year) => {
      const holidays = years.get(year) ?? calendar.getHolidays(year);
      years.set(year, holidays);
      return holidays;
    },
  };
}

/**
 * The code as the calendar spells it. `known` is no record where a country has no states, or a state no regions.
 */
function requireCode(
  field: string,
  code: string,
  known: Readonly<Record<string, string>> | undefined,
): string {
  const codes = Object.keys(known ?? {});
  const found = codes.find((one) => one.toUpperCase() === code.toUpperCase());
  if (found !== undefined) return found;
  const some = codes.slice(0, codesListed).join(', ');
  const listed = codes.length > codesListed ? `${some}, … (${codes.length} in all)` : some;
  const expected =
    codes.length === 0 ? `no ${field}, since the calendar knows none here` : `one of ${listed}`;
  throw invalid(`/holidays/${field}`, `unknown ${field} ${JSON.stringify(code)}: expected ${expected}`);
}

const invalid = (pointer: string, detail: string): DomainError =>
  new DomainError('invalid-argument', 'VALIDATION_FAILED', `the holidays are not valid: ${detail}`, {
    fields: [{ pointer, detail }],
  });
