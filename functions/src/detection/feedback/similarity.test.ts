import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Extent } from './extent.ts';
import type { Lesson } from './lesson.ts';
import { loweringLesson } from './lowering-lesson.ts';
import { covers, matches } from './similarity.ts';

const spike: Extent = { kinds: ['spike'], side: 'above', distance: 80, bandWidths: 4, gapMs: 0, points: 3 };
const flat: Extent = { kinds: ['flat-line'], side: 'none', distance: 0, bandWidths: 0, gapMs: 0, points: 10 };
const hole: Extent = {
  kinds: ['missing'],
  side: 'none',
  distance: 0,
  bandWidths: 0,
  gapMs: 3_600_000,
  points: 1,
};

describe('an episode like a labelled one', () => {
  it.each<[string, Extent, Partial<Extent>, boolean]>([
    ['the same', spike, {}, true],
    ['a smaller one', spike, { distance: 10, points: 1 }, true],
    ['a quarter larger', spike, { distance: 100 }, true],
    ['larger than that', spike, { distance: 100.1 }, false],
    ['twice as long, and a point', spike, { points: 7 }, true],
    ['longer than that', spike, { points: 8 }, false],
    ['on the other side', spike, { side: 'below', kinds: ['dip'] }, false],
    ['of another kind, in the same place', spike, { kinds: ['level-shift', 'spike', 'dip'] }, true],
    ['with a flat line besides', spike, { kinds: ['spike', 'flat-line'] }, false],
    ['after a hole besides', spike, { kinds: ['spike', 'missing'], gapMs: 1 }, false],
    ['as large in a series ten times as calm', spike, { bandWidths: 40 }, false],
    ['as large where the band has no width', spike, { bandWidths: null }, false],
    [
      'any, if the band of the labelled one had no width',
      { ...spike, bandWidths: null },
      { bandWidths: 40 },
      true,
    ],
    ['a flat line as long', flat, { points: 21 }, true],
    ['a longer flat line', flat, { points: 22 }, false],
    [
      'a flat line that ends in a spike',
      flat,
      { kinds: ['flat-line', 'spike'], side: 'above', distance: 1 },
      false,
    ],
    ['a hole a quarter longer', hole, { gapMs: 4_500_000 }, true],
    ['a longer hole', hole, { gapMs: 4_500_001 }, false],
  ])('is covered, or not: %s', (_, labelled, change, expected) => {
    expect(covers(labelled, { ...labelled, ...change })).toBe(expected);
  });

  it.each<[string, Partial<Extent>, boolean]>([
    ['the same', {}, true],
    ['a larger one', { distance: 1000, points: 50 }, true],
    ['a fifth smaller', { distance: 64 }, true],
    ['smaller than that', { distance: 63 }, false],
    ['a third as long', { points: 1 }, true],
    ['on the other side', { side: 'below' }, false],
  ])('is a true one again, or not: %s', (_, change, expected) => {
    expect(matches(spike, { ...spike, ...change })).toBe(expected);
  });

  it('has to show the flat line of a true one', () => {
    expect(matches(flat, { ...flat, kinds: ['missing'] })).toBe(false);
  });
});

const start = Date.UTC(2026, 2, 5);
const lesson = (change: Partial<Lesson> = {}): Lesson => ({
  anomalyId: 'ano_1',
  label: 'false',
  labelledAt: start + 1000,
  startAt: start,
  extent: spike,
  ...change,
});

describe('what several labels say together', () => {
  const lowers = (lessons: readonly Lesson[], extent: Partial<Extent> = {}, startAt = start + 1) =>
    loweringLesson(lessons, startAt, { ...spike, ...extent })?.anomalyId ?? null;

  it('nothing without any', () => {
    expect(lowers([])).toBeNull();
  });

  it('lowers later anomalies, not itself and none before', () => {
    expect(lowers([lesson()])).toBe('ano_1');
    expect(lowers([lesson()], {}, start)).toBeNull();
    expect(lowers([lesson()], {}, start - 1)).toBeNull();
  });

  it('reaches as far as the largest one', () => {
    const two = [lesson(), lesson({ anomalyId: 'ano_2', extent: { ...spike, distance: 120 } })];
    expect(lowers(two, { distance: 150 })).toBe('ano_2');
    expect(lowers(two, { distance: 151 })).toBeNull();
  });

  it('a later "true" takes its size and more out again, and leaves what is smaller', () => {
    const both = [lesson(), lesson({ anomalyId: 'ano_2', label: 'true', labelledAt: start + 2000 })];
    expect(lowers(both)).toBeNull();
    expect(lowers(both, { distance: 60 })).toBe('ano_1');
  });

  it('an earlier "true" is outweighed', () => {
    expect(lowers([lesson(), lesson({ anomalyId: 'ano_2', label: 'true', labelledAt: start })])).toBe(
      'ano_1',
    );
  });
});

const extents = fc.record({
  kinds: fc.subarray(['spike', 'dip', 'level-shift', 'flat-line', 'missing'] as const),
  side: fc.constantFrom('above' as const, 'below' as const, 'none' as const),
  distance: fc.nat(300),
  bandWidths: fc.option(fc.nat(20)),
  gapMs: fc.nat(20),
  points: fc.integer({ min: 1, max: 20 }),
});
const lessonLists = fc.uniqueArray(
  fc.record({
    anomalyId: fc.nat().map(String),
    label: fc.constantFrom('true' as const, 'false' as const, 'expected' as const),
    labelledAt: fc.nat(5),
    startAt: fc.nat(5),
    extent: extents,
  }),
  { selector: ({ anomalyId }) => anomalyId, maxLength: 6 },
);

describe('lowering', () => {
  it('is monotone: what is smaller than a lowered one is lowered', () => {
    fc.assert(
      fc.property(
        lessonLists,
        extents,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (lessons, extent, part) => {
          fc.pre(loweringLesson(lessons, 10, extent) !== null);
          const smaller = {
            ...extent,
            distance: part * extent.distance,
            bandWidths: extent.bandWidths === null ? null : part * extent.bandWidths,
            gapMs: part * extent.gapMs,
            points: Math.ceil(part * extent.points),
          };
          expect(loweringLesson(lessons, 10, smaller)).not.toBeNull();
        },
      ),
    );
  });

  it('does not depend on the order of the lessons', () => {
    fc.assert(
      fc.property(lessonLists, extents, (lessons, extent) => {
        expect(loweringLesson(lessons.toReversed(), 10, extent)).toBe(loweringLesson(lessons, 10, extent));
      }),
    );
  });

  it('does not depend on unit and zero of the series', () => {
    fc.assert(
      fc.property(lessonLists, extents, fc.constantFrom(2 ** -20, 4, 2 ** 30), (lessons, extent, unit) => {
        const scaled = (one: Extent) => ({ ...one, distance: unit * one.distance });
        const inUnit = lessons.map((one) => ({ ...one, extent: scaled(one.extent) }));
        expect(loweringLesson(inUnit, 10, scaled(extent))?.anomalyId).toBe(
          loweringLesson(lessons, 10, extent)?.anomalyId,
        );
      }),
    );
  });
});
