import { describe, expect, it } from 'vitest';
import { scheduledInstant } from './scheduled-instant.ts';

const now = new Date('2026-11-21T12:00:30Z');

describe('the scheduled instant', () => {
  it.each([
    ['2026-11-21T12:00:00Z', '2026-11-21T12:00:00.000Z'],
    ['2026-11-21T12:00:59.999999Z', '2026-11-21T12:00:00.000Z'],
    ['2026-11-21T13:00:00+01:00', '2026-11-21T12:00:00.000Z'],
    ['2026-11-21T12:05:30Z', '2026-11-21T12:05:00.000Z'],
    ['2026-11-21T11:00:30Z', '2026-11-21T11:00:00.000Z'],
  ])('%s is %s', (header, instant) => {
    expect(scheduledInstant(header, now).toISOString()).toBe(instant);
  });

  it.each([
    ['absent', undefined],
    ['empty', ''],
    ['a date alone', '2026-11-21'],
    ['no instant', '2026-13-41T12:00:00Z'],
    ['of local time', '2026-11-21T12:00:00'],
    ['a number', '1795262400'],
    ['more than an hour ago', '2026-11-21T11:00:29Z'],
    ['more than five minutes ahead', '2026-11-21T12:05:31Z'],
  ])('refuses one that is %s', (_, header) => {
    expect(() => scheduledInstant(header, now)).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    );
  });
});
