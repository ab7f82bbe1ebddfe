import { describe, expect, it } from 'vitest';
import type { Silence } from '../../contracts/silence.ts';
import { requireValidSilence } from './require-valid-silence.ts';

const now = new Date('2026-11-21T12:00:00Z');
const hour = (n: number) => new Date(now.getTime() + n * 3_600_000);
const silence = {
  matchers: [{ label: 'airport', operator: '=', value: 'ATL' }],
  startsAt: now,
  endsAt: hour(2),
  recurrence: null,
} as const satisfies Partial<Silence>;
const daily = { schedule: '0 2 * * *', timeZone: 'UTC', durationSeconds: 3_600 };

describe('requireValidSilence', () => {
  it.each([
    ['one that begins now', {}],
    ['one that begins later', { startsAt: hour(1) }],
    ['one that recurs', { recurrence: daily, endsAt: hour(24) }],
    ['one whose last window is cut off', { recurrence: daily, endsAt: hour(14.5) }],
    [
      'one with a matcher that any alert meets, beside another',
      {
        matchers: [...silence.matchers, { label: 'team', operator: '=~', value: '.*' }],
      },
    ],
  ] as const)('takes %s', (_, change) => {
    requireValidSilence({ ...silence, ...change } as never, now);
  });

  it.each([
    ['an end that is not after the start', { endsAt: now }, '/endsAt'],
    ['an end that has passed', { startsAt: hour(-2), endsAt: hour(-1) }, '/endsAt'],
    [
      'matchers that hold for nearly everything',
      {
        matchers: [
          { label: 'airport', operator: '!=', value: 'ATL' },
          { label: 'x', operator: '=~', value: '.*' },
        ],
      },
      '/matchers',
    ],
    [
      'an expression that is none',
      { matchers: [{ label: 'airport', operator: '=~', value: 'A(' }] },
      '/matchers/0/value',
    ],
    ['a schedule that is none', { recurrence: { ...daily, schedule: '0 25 * * *' } }, '/recurrence/schedule'],
    ['a schedule that does not come', { recurrence: daily, endsAt: hour(13) }, '/recurrence/schedule'],
  ] as const)('refuses %s', (_, change, pointer) => {
    expect(() => requireValidSilence({ ...silence, ...change } as never, now)).toThrow(
      expect.objectContaining({ code: 'invalid-argument', fields: [expect.objectContaining({ pointer })] }),
    );
  });
});
