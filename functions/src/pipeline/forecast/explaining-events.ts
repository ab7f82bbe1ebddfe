import { DomainError, type FieldProblem } from '../../contracts/errors.ts';
import type { TimestampUnit } from '../../contracts/ingest.ts';
import type { SpecialEvent as AskedEvent, Holidays } from '../../contracts/regressors.ts';
import type { Observation, SpecialEvent } from '../../forecasting/index.ts';
import { parseInstant } from '../normalise/instant.ts';
import { holidayCalendar } from './holiday-calendar.ts';
import { type HolidayCalendar, holidayEvents } from './holiday-events.ts';

const dayMs = 86_400_000;

/**
 * The events of a request, with instants read.
 *
 * @throws {DomainError} `invalid-argument` naming every instant that is none, and every occurrence that ends first
 */
export function givenEvents(events: readonly AskedEvent[], unit: TimestampUnit): SpecialEvent[] {
  const fields: FieldProblem[] = [];
  const read = events.map(({ name, occurrences, before = 0, after = 0 }, index) => ({
    name,
    before,
    after,
    occurrences: occurrences.map(({ from, to }, k) => {
      const pointer = `/events/${index}/occurrences/${k}`;
      const begin = instantAt(from, `${pointer}/from`, unit, fields);
      const end = to === undefined ? begin : instantAt(to, `${pointer}/to`, unit, fields);
      if (end < begin) fields.push({ pointer: `${pointer}/to`, detail: 'expected an instant after "from"' });
      return { from: begin, to: end };
    }),
  }));
  const [problem] = fields;
  if (problem === undefined) return read;
  const message = `the events are not valid: ${problem.pointer}: ${problem.detail}`;
  throw new DomainError('invalid-argument', 'VALIDATION_FAILED', message, { fields });
}

/** Plans may lie any time ahead. */
function instantAt(
  value: string | number,
  pointer: string,
  unit: TimestampUnit,
  fields: FieldProblem[],
): number {
  const parsed = parseInstant(value, unit, Number.POSITIVE_INFINITY);
  if ('at' in parsed) return parsed.at;
  fields.push({ pointer, detail: parsed.problem });
  return Number.NaN;
}

/** The span of a series and of the steps ahead. */
export interface ExplainedSpan {
  readonly observations: readonly Observation[];
  /** End of the last step ahead, ms UTC. */
  readonly end: number;
}

/** Holidays over the history and the steps ahead, and in words which. */
export async function calendarEvents(
  holidays: Holidays,
  span: ExplainedSpan,
): Promise<{ events: SpecialEvent[]; description: string }> {
  const named = await holidayCalendar(holidays, holidayZone(holidays, span));
  return { events: eventsOfCalendar(named.calendar, holidays, span), description: named.description };
}

/**
 * Where the days of holidays begin; undefined for the zone of the country. Points that all lie at midnight UTC are dates,
 * and so are the holidays then: with the midnights of Vienna a holiday would touch the date before it as well.
 */
export function holidayZone(
  { timeZone }: Holidays,
  { observations }: Pick<ExplainedSpan, 'observations'>,
): string | undefined {
  return timeZone ?? (observations.every(({ at }) => at % dayMs === 0) ? 'UTC' : undefined);
}

/** Events of a calendar over the history and the steps ahead. */
export function eventsOfCalendar(
  calendar: HolidayCalendar,
  { types, grouping, before, after }: Holidays,
  { observations, end }: ExplainedSpan,
): SpecialEvent[] {
  return holidayEvents(calendar, {
    from: new Date(observations[0]?.at ?? end),
    to: new Date(end),
    ...(types === undefined ? {} : { types }),
    ...(grouping === undefined ? {} : { grouping }),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  });
}
