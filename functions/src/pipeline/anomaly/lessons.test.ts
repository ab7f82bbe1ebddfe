import { describe, expect, it } from 'vitest';
import { spike } from '../../../test/support/alerts.ts';
import { lessonOf, lessonsOf } from './lessons.ts';

const startAt = new Date('2026-11-18T14:00:00Z');
const labelledAt = new Date('2026-11-19T08:00:00Z');
const extent = {
  kinds: ['spike' as const],
  side: 'above' as const,
  distance: 95,
  bandWidths: 9.5,
  gapMs: 0,
  points: 3,
};

const lessonFrom = (document: unknown) => {
  const lesson = lessonOf('ano_1', document);
  if (lesson === undefined) throw new Error('the document must give a lesson');
  return lesson;
};

describe('the lesson of a labelled anomaly', () => {
  it('is how far it went, in words too', () => {
    expect(lessonFrom({ ...spike({ startAt }), label: 'false', labelledAt, extent })).toEqual({
      anomalyId: 'ano_1',
      label: 'false',
      labelledAt,
      startAt,
      extent,
      effect:
        'anomalies at most 118.8 above what is expected, of at most 7 anomalous points, after 2026-11-18, are not reported',
    });
  });

  it('goes by the peak in documents from before extents', () => {
    const { extent: measured } = lessonFrom({ ...spike({ startAt }), points: 2, label: 'expected' });
    expect(measured).toEqual({ ...extent, distance: 80, bandWidths: 8, points: 2 });
  });

  it('is there although the time of labelling is none, and then as old as the anomaly', () => {
    const lesson = lessonFrom({ ...spike({ startAt }), label: 'expected', labelledAt: 'this morning' });
    expect(lesson.labelledAt).toBeNull();
    expect(lessonsOf({ feedback: { lessons: [lesson] } })).toMatchObject([{ labelledAt: startAt.getTime() }]);
  });

  it.each([
    ['no label', { label: null }],
    ['a word that is none', { label: 'maybe' }],
    ['no start', { label: 'false', startAt: null }],
  ])('is none with %s', (_, change) => {
    expect(lessonOf('ano_1', { ...spike({ startAt }), ...change })).toBeUndefined();
  });
});
