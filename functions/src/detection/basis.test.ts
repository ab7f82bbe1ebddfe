import { expect, it } from 'vitest';
import { basisInWords } from './basis.ts';

const tuesday = { at: Date.UTC(2026, 10, 24, 14), resolutionMs: 300_000, timeZone: 'UTC' };

it.each([
  ['last value', 'the value before it'],
  ['recent level', 'the recent level: about the last 9 points, 45 minutes'],
  ['steady level', 'the steady level: about the last 200 points, 17 hours'],
  ['daily season', 'the daily season: what this time of day was on the days before'],
  ['weekly season', 'the weekly season: what Tuesdays at this hour were'],
  ['season of 1 year', 'the yearly season: what this time of year was in the years before'],
  ['season of 6 hours', 'the season of 6 hours: what this part of it was before'],
  ['forecast', 'the forecast that was made of it'],
])('says what %s rests on', (expert, words) => {
  expect(basisInWords(expert, tuesday)).toBe(words);
});

it('knows the days of the week on the wall clock, and no hours of daily points', () => {
  const evening = { ...tuesday, at: Date.UTC(2026, 10, 24, 23), timeZone: 'Europe/Berlin' };
  expect(basisInWords('weekly season', evening)).toMatch(/Wednesdays at this hour/);
  expect(basisInWords('weekly season', { ...tuesday, resolutionMs: 86_400_000 })).toMatch(/Tuesdays were$/);
});
