import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkSpans } from '../../contracts/metric.ts';
import { spanThatHolds, splitIntoChunks } from './chunks.ts';
import { chunkAt, finerSpan, isChunkOf, medianStep, pointKey, spanForStep } from './layout.ts';

const at = Date.parse('2026-11-21T05:17:09.250Z');
const instants = fc.integer({ min: Date.UTC(1800, 0, 1), max: Date.UTC(2100, 0, 1) });

describe('chunkAt', () => {
  it('names chunks so that a person reads the span from the id', () => {
    expect(chunkSpans.map((span) => chunkAt(span, at).id)).toEqual([
      '2020s',
      '2026',
      '2026-11',
      '2026-11-21',
      '2026-11-21T05',
      '2026-11-21T05:17',
      '2026-11-21T05:17:09',
    ]);
  });

  it('puts every instant into exactly one chunk of a span', () => {
    fc.assert(
      fc.property(fc.constantFrom(...chunkSpans), instants, (span, instant) => {
        const { id, startAt, endAt } = chunkAt(span, instant);
        expect(startAt <= instant && instant < endAt).toBe(true);
        expect(chunkAt(span, startAt)).toEqual({ id, startAt, endAt });
        expect(chunkAt(span, endAt - 1).id).toBe(id);
        expect(chunkAt(span, endAt).startAt).toBe(endAt);
        expect(chunkSpans.filter((other) => isChunkOf(other, id))).toEqual([span]);
      }),
    );
  });
});

describe('spanForStep', () => {
  it.each([
    [1, 'second'],
    [100, 'minute'],
    [1_000, 'hour'],
    [60_000, 'day'],
    [900_000, 'month'],
    [3_600_000, 'month'],
    [86_400_000, 'year'],
    [7 * 86_400_000, 'decade'],
    [30 * 86_400_000, 'decade'],
  ])('lays a series of %d ms out by %s', (step, span) => {
    expect(spanForStep(step)).toBe(span);
  });
});

describe('splitIntoChunks', () => {
  it('loses no point and doubles none, in any order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(instants, fc.integer())),
        fc.constantFrom(...chunkSpans),
        (pairs, span) => {
          const points = new Map(pairs);
          const parts = splitIntoChunks('met_1', { span, generation: 1 }, points);
          const back = new Map(parts.flatMap((part) => [...part.points]));
          expect(back).toEqual(points);
          expect(parts.reduce((total, part) => total + part.points.size, 0)).toBe(points.size);
          expect(new Set(parts.map(({ bounds }) => bounds.id)).size).toBe(parts.length);
        },
      ),
    );
  });
});

describe('spanThatHolds', () => {
  it('keeps a span that holds the points', () => {
    expect(spanThatHolds('month', new Map([[at, 1]]))).toBe('month');
  });

  it('goes down to the span at which no chunk overflows', () => {
    const everySecond = new Map(Array.from({ length: 20_000 }, (_, index) => [at + index * 1_000, index]));
    expect(spanThatHolds('month', everySecond)).toBe('hour');
    const everyMillisecond = new Map(Array.from({ length: 20_000 }, (_, index) => [at + index, index]));
    expect(spanThatHolds('month', everyMillisecond)).toBe('second');
  });
});

describe('medianStep', () => {
  it('is the median spacing, whatever the order', () => {
    expect(medianStep([3_000, 0, 1_000, 2_000, 90_000])).toBe(1_000);
    expect(medianStep([5, 5])).toBeNull();
  });
});

describe('pointKey', () => {
  it('is the instant, with milliseconds only where there are any', () => {
    expect(pointKey(at)).toBe('2026-11-21T05:17:09.250Z');
    expect(pointKey(at - 250)).toBe('2026-11-21T05:17:09Z');
  });

  it('ends at seconds', () => {
    expect(finerSpan('decade')).toBe('year');
    expect(finerSpan('second')).toBe('second');
  });
});
