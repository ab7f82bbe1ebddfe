import { describe, expect, it } from 'vitest';
import {
  formatDuration,
  formatInstantFrom,
  formatNumber,
  formatProbability,
  formatSeries,
} from './format.ts';

describe('format', () => {
  it.each([
    [0.1 + 0.2, '0.3'],
    [12_345_678, '12345678'],
    [1_234_567.8, '1234568'],
    [-271.828_182_8, '-271.828'],
    [0.000_001_234_567_8, '0.00000123457'],
  ])('number %d', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it.each([
    [0, 'p = 0.00'],
    [0.001, 'p < 0.01'],
    [0.934, 'p = 0.93'],
    [0.999, 'p > 0.99'],
    [1, 'p = 1.00'],
  ])('probability %d', (probability, text) => {
    expect(formatProbability(probability)).toBe(text);
  });

  it.each([
    [0, '0 s'],
    [45, '45 s'],
    [90, '90 s'],
    [5_400, '90 min'],
    [86_400, '24 h'],
    [259_200, '3 d'],
  ])('duration of %i seconds', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it('names the day of an instant only where it is another', () => {
    const reference = new Date('2026-11-21T23:00:00Z');
    expect(formatInstantFrom(new Date('2026-11-21T00:05:59Z'), reference)).toBe('00:05 UTC');
    expect(formatInstantFrom(new Date('2026-11-22T00:05:00Z'), reference)).toBe('2026-11-22 00:05 UTC');
  });

  it('orders labels by name', () => {
    expect(formatSeries({ key: 'a.b', labels: { z: '1', c: '2' } })).toBe('a.b{c=2,z=1}');
    expect(formatSeries({ key: 'a.b', labels: {} })).toBe('a.b');
  });
});
