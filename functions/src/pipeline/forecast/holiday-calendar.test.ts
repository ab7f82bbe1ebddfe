import { describe, expect, it } from 'vitest';
import { holidayCalendar } from './holiday-calendar.ts';

const publicDays = async (
  place: Parameters<typeof holidayCalendar>[0],
  zone: string | undefined,
  year: number,
) =>
  (await holidayCalendar(place, zone)).calendar
    .getHolidays(year)
    .flatMap(({ name, start, type }) => (type === 'public' ? [`${start.toISOString()} ${name}`] : []));

describe('holidayCalendar', () => {
  it('knows the days of a country in its own zone, or in the one that is asked for', async () => {
    expect(await publicDays({ country: 'at' }, undefined, 2026)).toContain(
      '2026-10-25T23:00:00.000Z National Holiday',
    );
    expect(await publicDays({ country: 'AT' }, 'UTC', 2026)).toContain(
      '2026-10-26T00:00:00.000Z National Holiday',
    );
  });

  it('knows those of a state and of a region, and describes them', async () => {
    const epiphany = '2026-01-06T00:00:00.000Z Epiphany';
    expect(await publicDays({ country: 'DE' }, 'UTC', 2026)).not.toContain(epiphany);
    expect(await publicDays({ country: 'DE', state: 'by' }, 'UTC', 2026)).toContain(epiphany);
    const augsburg = { country: 'DE', state: 'BY', region: 'A' };
    expect(await publicDays(augsburg, 'UTC', 2026)).toContain(
      '2026-08-08T00:00:00.000Z Augsburg Peace Festival',
    );
    expect((await holidayCalendar(augsburg, undefined)).description).toBe('DE-BY-A, days of Europe/Berlin');
  });

  it('says which states there are, and where there are none', async () => {
    await expect(holidayCalendar({ country: 'DE', state: 'XX' }, undefined)).rejects.toMatchObject({
      fields: [{ pointer: '/holidays/state', detail: expect.stringMatching(/one of BB, BE, BW, BY, /) }],
    });
    await expect(
      holidayCalendar({ country: 'AD', state: 'X', region: 'Y' }, undefined),
    ).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });
});
