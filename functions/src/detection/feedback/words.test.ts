import { expect, it } from 'vitest';
import type { Extent } from './extent.ts';
import type { AnomalyLabel, Lesson } from './lesson.ts';
import { describeLesson, describeLowered } from './words.ts';

const spike: Extent = { kinds: ['spike'], side: 'above', distance: 80, bandWidths: 4, gapMs: 0, points: 3 };
const startAt = Date.UTC(2026, 2, 5, 14);
const lesson = (label: AnomalyLabel, extent: Extent = spike): Lesson => ({
  anomalyId: 'ano_1',
  label,
  labelledAt: startAt,
  startAt,
  extent,
});

it('says what is not reported any more, and from when', () => {
  expect(describeLesson(lesson('expected'))).toBe(
    'anomalies at most 100 above what is expected, of at most 7 anomalous points, after 2026-03-05, are not reported',
  );
  const hole: Extent = {
    ...spike,
    kinds: ['missing', 'flat-line'],
    side: 'none',
    distance: 0,
    gapMs: 7_200_000,
  };
  expect(describeLesson(lesson('false', hole))).toBe(
    'anomalies after at most 2 hours 30 minutes without a point, of kind flat-line, of at most 7 anomalous points, after 2026-03-05, are not reported',
  );
});

it('says what is reported again', () => {
  expect(describeLesson(lesson('true'))).toBe(
    'anomalies at least 64 above what is expected, after 2026-03-05, are reported whatever was labelled earlier',
  );
});

it('says of a lowered one what it would have been, and who said otherwise', () => {
  expect(describeLowered(lesson('false'), 'value 9 is above 5')).toBe(
    'would be anomalous (value 9 is above 5), but a member called a similar one of 2026-03-05 a false alarm',
  );
  expect(describeLowered(lesson('expected'), 'x')).toMatch(/a similar one of 2026-03-05 expected$/);
});
