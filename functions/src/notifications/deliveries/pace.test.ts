import { describe, expect, it, test } from 'vitest';
import { notificationChannelSchema } from '../../contracts/notification-channel.ts';
import { freshPace, laneCount, laneOf, takesDigests, turnAt, windowAt } from './pace.ts';

const now = new Date('2026-11-21T12:00:00Z');
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000);

const channel = (overrides: object = {}) =>
  notificationChannelSchema.parse({
    name: 'on call',
    settings: { type: 'slack' },
    createdAt: now,
    updatedAt: now,
    createdBy: 'user:ada',
    ...overrides,
  });

describe('the window', () => {
  test('begins with the first message and lasts a minute', () => {
    const limited = channel({ maxPerMinute: 3 });
    expect(windowAt(freshPace, limited, now)).toEqual({ endsAt: later(60), sent: 0, left: 3 });
    const pace = { ...freshPace, windowEndsAt: later(60), sent: 2 };
    expect(windowAt(pace, limited, later(59))).toEqual({ endsAt: later(60), sent: 2, left: 1 });
    expect(windowAt(pace, limited, later(60))).toEqual({ endsAt: later(120), sent: 0, left: 3 });
  });

  test('has nothing left where the digest came on top, or the limit was lowered', () => {
    const pace = { ...freshPace, windowEndsAt: later(60), sent: 5 };
    expect(windowAt(pace, channel({ maxPerMinute: 3 }), now).left).toBe(0);
  });
});

describe('lanes', () => {
  it('are one up to sixty messages a minute, so that no counter is written more often than once a second', () => {
    expect([1, 20, 60, 61, 600].map((maxPerMinute) => laneCount(channel({ maxPerMinute })))).toEqual([
      1, 1, 1, 2, 10,
    ]);
  });

  it('share the limit, and get the groups evenly', () => {
    const busy = channel({ maxPerMinute: 600 });
    expect(windowAt(freshPace, busy, now).left).toBe(60);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let index = 0; index < 2_000; index += 1) {
      const lane = laneOf(busy, `grp_${index}`);
      counts[lane] = (counts[lane] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 200)).toBeLessThan(60);
    expect(laneOf(channel(), 'grp_any')).toBe(0);
  });
});

describe('what is too much', () => {
  test.each([
    ['slack', { type: 'slack' }, true],
    ['e-mail', { type: 'email', to: ['ada@acme.example'] }, true],
    ['a webhook', { type: 'webhook', url: 'https://hooks.example/', format: 'standard' }, true],
    [
      "a webhook in Alertmanager's form",
      { type: 'webhook', url: 'https://h.example/', format: 'alertmanager' },
      false,
    ],
    ['PagerDuty', { type: 'pagerduty' }, false],
    ['Alertmanager', { type: 'alertmanager', url: 'https://am.example/' }, false],
  ])('for %s is told in a digest: %o → %s', (_, settings, expected) => {
    expect(takesDigests(channel({ settings }))).toBe(expected);
  });

  it('and takes no digest looks again after as long as it has waited already', () => {
    for (let index = 0; index < 100; index += 1) {
      const soon = turnAt(`dlv_${index}`, 0, now).getTime() - now.getTime();
      expect(soon).toBeGreaterThanOrEqual(0);
      expect(soon).toBeLessThan(60_000);
      expect(turnAt(`dlv_${index}`, 600_000, now).getTime() - now.getTime()).toBeLessThan(600_000);
    }
    const turns = Array.from({ length: 100 }, (_, index) => turnAt(`dlv_${index}`, 600_000, now).getTime());
    expect(Math.max(...turns) - now.getTime()).toBeGreaterThan(500_000);
  });
});
