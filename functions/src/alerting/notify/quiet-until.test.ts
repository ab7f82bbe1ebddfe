import { describe, expect, it } from 'vitest';
import { type TimeWindows, timeWindowsSchema } from '../../contracts/time-windows.ts';
import { quietUntil } from './quiet-until.ts';

const hours = (timeZone: string, ...windows: unknown[]): TimeWindows =>
  timeWindowsSchema.parse({ timeZone, windows });

const ends = (windows: TimeWindows, at: string) => quietUntil(windows, new Date(at))?.toISOString();

describe('quietUntil', () => {
  const nights = hours('Europe/Vienna', { from: '22:00', to: '07:00' });

  it.each([
    ['before', '2026-11-23T20:59:59Z', undefined],
    ['at the beginning', '2026-11-23T21:00:00Z', '2026-11-24T06:00:00.000Z'],
    ['after midnight', '2026-11-24T03:17:12Z', '2026-11-24T06:00:00.000Z'],
    ['at the end', '2026-11-24T06:00:00Z', undefined],
    ['a night that loses an hour', '2026-03-28T21:00:00Z', '2026-03-29T05:00:00.000Z'],
    ['a night that has one more', '2026-10-24T20:00:00Z', '2026-10-25T06:00:00.000Z'],
  ])('%s', (_, at, end) => {
    expect(ends(nights, at)).toBe(end);
  });

  it('knows on which day a night began', () => {
    const friday = hours('UTC', { days: ['friday'], from: '22:00', to: '06:00' });
    expect(ends(friday, '2026-11-27T23:00:00Z')).toBe('2026-11-28T06:00:00.000Z');
    expect(ends(friday, '2026-11-28T05:00:00Z')).toBe('2026-11-28T06:00:00.000Z');
    expect(ends(friday, '2026-11-27T05:00:00Z')).toBeUndefined();
    expect(ends(friday, '2026-11-28T22:00:00Z')).toBeUndefined();
  });

  it('takes a window from a time to itself for a whole day, and windows that touch for one', () => {
    const weekend = hours('UTC', { days: ['saturday', 'sunday'], from: '00:00', to: '00:00' });
    expect(ends(weekend, '2026-11-28T00:00:00Z')).toBe('2026-11-30T00:00:00.000Z');
    const two = hours('UTC', { from: '12:00', to: '13:00' }, { from: '13:00', to: '13:30' });
    expect(ends(two, '2026-11-28T12:10:00Z')).toBe('2026-11-28T13:30:00.000Z');
  });

  it('leaves out what the clock never shows, and holds twice what it shows twice', () => {
    const small = hours('Europe/Vienna', { from: '02:15', to: '02:45' });
    expect(ends(small, '2026-03-29T01:00:00Z')).toBeUndefined();
    expect(ends(small, '2026-10-25T00:20:00Z')).toBe('2026-10-25T00:45:00.000Z');
    expect(ends(small, '2026-10-25T01:20:00Z')).toBe('2026-10-25T01:45:00.000Z');
  });

  it('keeps to the clock where it changes by half an hour', () => {
    const island = hours('Australia/Lord_Howe', { from: '22:00', to: '07:00' });
    expect(ends(island, '2026-04-04T12:00:00Z')).toBe('2026-04-04T20:30:00.000Z');
  });

  it('asks again after eight days where it never ends', () => {
    const always = hours('UTC', { from: '00:00', to: '00:00' });
    expect(ends(always, '2026-11-01T12:00:00Z')).toBe('2026-11-09T12:00:00.000Z');
  });

  it('is none without hours', () => {
    expect(quietUntil(null, new Date())).toBeNull();
  });
});
