import type { SpecialEvent } from '../../forecasting/index.ts';

/** A holiday of one year: from the local midnight it begins with to the one it ends with. */
export interface Holiday {
  /** The same each year; with a remark in brackets at the end for a substitute day. */
  readonly name: string;
  /** True for the working day that a holiday on a weekend is made up for with. */
  readonly substitute?: boolean;
  /** `public`, `bank`, `school`, `optional` or `observance`. */
  readonly type: string;
  readonly start: Date;
  readonly end: Date;
}

/** Holidays by year; `new Holidays('DE', 'by')` of the package `date-holidays` is one. */
export interface HolidayCalendar {
  getHolidays(year: number): readonly Holiday[];
}

/** Which holidays count, and how. */
export interface HolidayOptions {
  /** First instant of the history, and the end of the horizon. */
  readonly from: Date;
  readonly to: Date;
  /** Default `public` only. */
  readonly types?: readonly string[];
  /**
   * `together`: one effect for all holidays, learnt from all of them, the default; `each`: one for each, which takes
   * several years to learn.
   */
  readonly grouping?: 'together' | 'each';
  /** Steps before and after with an effect of their own. */
  readonly before?: number;
  readonly after?: number;
}

/** Windows around holidays just outside of the time asked for may reach into it. */
const MARGIN_MS = 31 * 86_400_000;

/**
 * The holidays of a calendar as events for `forecastWithRegressors`. Each lasts for its local day, so that daylight saving
 * is the calendar's business. With `each` an event is named after its holiday and holds its substitute days too; without
 * a holiday in the time asked for there is no event.
 */
export function holidayEvents(calendar: HolidayCalendar, options: HolidayOptions): SpecialEvent[] {
  const { types = ['public'], grouping = 'together', before = 0, after = 0 } = options;
  const [from, to] = [options.from.getTime() - MARGIN_MS, options.to.getTime() + MARGIN_MS];
  const groups = new Map<string, { from: number; to: number }[]>();
  for (const holiday of holidaysBetween(calendar, from, to)) {
    if (!types.includes(holiday.type)) continue;
    const name = grouping === 'each' ? ownName(holiday) : 'holiday';
    const occurrence = { from: holiday.start.getTime(), to: holiday.end.getTime() };
    groups.set(name, [...(groups.get(name) ?? []), occurrence]);
  }
  return [...groups].map(([name, occurrences]) => ({ name, occurrences, before, after }));
}

function ownName({ name, substitute = false }: Holiday): string {
  return substitute ? name.replace(/ \([^()]*\)$/, '') : name;
}

/** Those that touch the time asked for. A year more to either side, since local years begin earlier or later. */
function holidaysBetween(calendar: HolidayCalendar, from: number, to: number): Holiday[] {
  const first = new Date(from).getUTCFullYear() - 1;
  const last = new Date(to).getUTCFullYear() + 1;
  return Array.from({ length: last - first + 1 }, (_, i) => calendar.getHolidays(first + i))
    .flat()
    .filter(({ start, end }) => end.getTime() > from && start.getTime() < to);
}
