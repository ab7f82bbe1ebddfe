import { DomainError, type FieldProblem } from '../../contracts/errors.ts';
import type { TimestampUnit } from '../../contracts/ingest.ts';
import type { SpecialEvent as AskedEvent, Holidays } from '../../contracts/regressors.ts';
import type { Observation, SpecialEvent } from '../../forecasting/index.ts';
import { parseInstant } from '../normalise/instant.ts';
import { holidayCalendar } from './holiday-calendar.ts';
import { holidayEvents } from './holiday-events.ts';

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

/**
 * Holidays over the history and the steps ahead. Points that all lie at midnight UTC are dates, and so are the holidays
 * then: with the midnights of Vienna a holiday would touch the date before it as well.
 */
export async function calendarEvents(
  holidays: Holidays,
  { observations, end }: { readonly observations: readonly Observation[]; readonly end: number },
): Promise<{ events: SpecialEvent[]; description: string }> {
  const dates = observations.every(({ at }) => at % dayMs === 0);
  const { calendar, description } = await holidayCalendar(
    holidays,
    holidays.timeZone ?? (dates ? 'UTC' : undefined),
  );
  const { types, grouping, before, after } = holidays;
  const events = holidayEvents(calendar, {
    from: new Date(observations[0]?.at ?? end),
    to: new Date(end),
    ...(types === undefined ? {} : { types }),
    ...(grouping === undefined ? {} : { grouping }),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  });
  return { events, description };
}
