import { describe, expect, it } from 'vitest';
import { forecastWithRegressors } from '../../forecasting/index.ts';
import { type Holiday, type HolidayCalendar, holidayEvents } from './holiday-events.ts';

const DAY = 86_400_000;

function holiday(name: string, start: string, type = 'public', substitute = false): Holiday {
  return {
    name,
    type,
    start: new Date(start),
    end: new Date(Date.parse(start) + DAY),
    ...(substitute && { substitute }),
  };
}

/** New York, as `date-holidays` 3.37 answers: instants of local midnights, and Friday for a Saturday's holiday. */
const calendar: HolidayCalendar = {
  getHolidays: (year) => [
    holiday("New Year's Day", `${year}-01-01T05:00:00Z`),
    ...(year === 2026
      ? [holiday('Independence Day (substitute day)', '2026-07-03T04:00:00Z', 'public', true)]
      : []),
    holiday('Independence Day', `${year}-07-04T04:00:00Z`),
    holiday('Christmas Eve', `${year}-12-24T05:00:00Z`, 'optional'),
  ],
};
const time = { from: new Date('2024-06-01T00:00:00Z'), to: new Date('2026-08-01T00:00:00Z') };

describe('holidayEvents', () => {
  it('takes public holidays together, those near the time asked for included', () => {
    const [event, ...others] = holidayEvents(calendar, { ...time, after: 1 });
    expect(others).toEqual([]);
    expect(event).toMatchObject({ name: 'holiday', before: 0, after: 1 });
    expect(event?.occurrences.map(({ from }) => new Date(from).toISOString().slice(0, 10))).toEqual([
      '2024-07-04',
      '2025-01-01',
      '2025-07-04',
      '2026-01-01',
      '2026-07-03',
      '2026-07-04',
    ]);
  });

  it('takes each holiday by itself, with its substitute days', () => {
    const events = holidayEvents(calendar, { ...time, grouping: 'each', types: ['public', 'optional'] });
    expect(events.map(({ name, occurrences }) => [name, occurrences.length])).toEqual([
      ['Independence Day', 4],
      ['Christmas Eve', 2],
      ["New Year's Day", 2],
    ]);
  });

  it('lasts for the local day', () => {
    const [event] = holidayEvents(calendar, time);
    expect(event?.occurrences[0]).toEqual({
      from: Date.parse('2024-07-04T04:00:00Z'),
      to: Date.parse('2024-07-05T04:00:00Z'),
    });
  });

  it('is no event where there is no holiday', () => {
    expect(holidayEvents({ getHolidays: () => [] }, time)).toEqual([]);
  });

  it('makes the next holiday what the last ones were', () => {
    const start = Date.parse('2024-06-01T04:00:00Z');
    const shut = (at: number) => new Date(at).toISOString().slice(5, 10) === '07-04';
    const open = Array.from({ length: 404 }, (_, t) => start + t * DAY);
    const observations = open.map((at) => ({ at, value: shut(at) ? 20 : 100 }));
    const { at, mean } = forecastWithRegressors({
      observations: observations.slice(0, 390),
      horizon: 14,
      seasonLengths: [],
      events: holidayEvents(calendar, {
        from: new Date(start),
        to: new Date(start + 404 * DAY),
        grouping: 'each',
      }),
    });
    const fourth = at.indexOf(Date.parse('2025-07-04T04:00:00Z'));
    expect(fourth).toBeGreaterThan(0);
    mean.forEach((value, i) => {
      expect(value).toBeCloseTo(i === fourth ? 20 : 100, 6);
    });
  });
});
