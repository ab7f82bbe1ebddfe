import { expect, it } from 'vitest';
import { describeAnomaly, type Facts, gistOf } from './describe.ts';
import type { AnomalyKind } from './types.ts';

const minuteMs = 60_000;
const at = Date.UTC(2026, 10, 24, 14);

const facts: Facts = {
  at,
  value: 72,
  expected: 24.31,
  lower: -5.864,
  upper: 57.13,
  whole: true,
  nonNegative: true,
  p: 1.9e-5,
  trusted: 'weekly season',
  newToMemory: null,
  means: { points: 9, value: 40.23, usual: 32.5 },
  windowPoints: 9,
  scatter: 12.34,
  usualScatter: 4.02,
  runAt: at - 145 * minuteMs,
  runPoints: 30,
  longestRunPoints: 4,
  historyPoints: 400,
  lastAt: at - 73 * 60 * minuteMs,
  longestGapMs: 20 * minuteMs,
  resolutionMs: 5 * minuteMs,
  novelty: { distance: 0, side: 'within' },
  newest: 'value',
  since: at,
  timeZone: 'UTC',
};

const rare = (verb: string) => `about 1 in 50,000 points ${verb}, once in 170 days at one each 5 minutes`;
const byTuesdays = 'by the weekly season: what Tuesdays at this hour were';

it.each<[AnomalyKind, Partial<Facts>, string]>([
  [
    'spike',
    {},
    `value 72 is above the expected band 0 to 57 (expected 24 ${byTuesdays}); ${rare('is this far out')}`,
  ],
  [
    'dip',
    { value: 0, lower: 3.2, novelty: { distance: 0.314, side: 'below' } },
    `value 0 is below the expected band 4 to 57 (expected 24 ${byTuesdays}); ${rare('is this far out')}; it is 31 % of the whole range below all values seen before`,
  ],
  [
    'spike',
    { value: 50, newToMemory: 'value', newest: 'mean', novelty: { distance: 0.2, side: 'above' } },
    `value 50 is inside the expected band 0 to 57 (expected 24 ${byTuesdays}), but unusually high together with the two before it; ${rare('is so unusual')}; the mean of the last three is 20 % of the whole range above all values seen before`,
  ],
  [
    'level-shift',
    { since: at - 15 * minuteMs },
    `the last 9 points (45 minutes) have risen: their mean is 40.23 where 32.5 is usual (last value 72); ${rare('sees such a shift')}; anomalous without a break since 2026-11-24 13:45 UTC`,
  ],
  [
    'level-shift',
    { means: { points: 2, value: 1.5, usual: 32.5 }, novelty: { distance: 0.1, side: 'within' } },
    `the last 2 points (10 minutes) have fallen: their mean is 1.5 where 32.5 is usual (last value 72); ${rare('sees such a shift')}; the last value is 10 % of the whole range away from all values seen before`,
  ],
  [
    'trend-change',
    {},
    `the last 9 points (45 minutes) have drifted up, none of them by a jump: their mean is 40.23 where 32.5 is usual (last value 72); ${rare('sees such a drift')}`,
  ],
  [
    'variance-change',
    {},
    `the last 9 points (45 minutes) scatter more than usual: they are 12.3 from what was expected on average, usually 4.02 (last value 72, expected 24); ${rare('sees such a change')}`,
  ],
  [
    'flat-line',
    { timeZone: 'Europe/Berlin', novelty: { distance: 0.5, side: 'above' } },
    `value 72 has not changed for 30 points (2 hours 25 minutes), since 2026-11-24 12:35 Europe/Berlin, and the longest such run before was of 4 points; ${rare('is in so long a run')}`,
  ],
  [
    'missing',
    {},
    `nothing came for 3 days 1 hour after 2026-11-21 13:00 UTC, where a point is usual each 5 minutes, and the longest gap before was 20 minutes; ${rare('follows such a gap')}`,
  ],
  [
    'unseen-pattern',
    { lower: 45, upper: 45, expected: 45 },
    `value 72 is the first change after 400 points (33 hours 20 minutes) of 45; ${rare('is so unusual')}`,
  ],
  [
    'unseen-pattern',
    { newToMemory: 'shape', trusted: 'last value' },
    `value 72 follows the values before it as none did so far (expected 24 by the value before it); ${rare('is so unusual')}`,
  ],
  [
    'unseen-pattern',
    { newToMemory: 'value' },
    `value 72 lies between values seen before, where the series has never been (expected 24 ${byTuesdays}); ${rare('is so unusual')}`,
  ],
])('says of a %s, knowing %j', (kind, change, words) => {
  expect(describeAnomaly(kind, { ...facts, ...change })).toBe(words);
});

it('says that there was no run and no gap before', () => {
  const calm = { ...facts, longestRunPoints: 1, longestGapMs: 6 * minuteMs };
  expect(describeAnomaly('flat-line', calm)).toContain('and it had never stayed the same before;');
  expect(describeAnomaly('missing', calm)).toContain('and there was no gap before;');
});

it('keeps what and how rare of an explanation', () => {
  const explanation = describeAnomaly('missing', { ...facts, since: at - 1 });
  expect(explanation.split('; ')).toHaveLength(3);
  expect(gistOf(explanation)).toBe(explanation.split('; ').slice(0, 2).join('; '));
});
