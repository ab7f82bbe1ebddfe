import { expect, it } from 'vitest';
import { detectSeries } from './detect-series.ts';
import { businessHours } from './testing/series.ts';

it('gives one detection for each observation and the episodes that they form', () => {
  const series = businessHours(24 * 7 * 5, 2).map((o, i) => ({
    ...o,
    value: i >= 700 && i < 704 ? 900 : o.value,
  }));
  const { detections, alertScores, episodes } = detectSeries(series);
  expect(detections.map((d) => d.at)).toEqual(series.map((o) => o.at));
  expect(alertScores).toHaveLength(series.length);
  expect(alertScores.findIndex((score) => score >= 0.5)).toBe(700);
  expect(episodes).toHaveLength(1);
  expect(episodes[0]).toMatchObject({ startAt: series[700].at, kind: 'spike' });
  expect(episodes[0].endAt).not.toBeNull();
});

it('leaves the last episode open when the series ends in it', () => {
  const series = businessHours(24 * 7 * 4, 2).map((o, i) => ({ ...o, value: i >= 670 ? 900 : o.value }));
  expect(detectSeries(series).episodes.at(-1)).toMatchObject({ startAt: series[670].at, endAt: null });
});

it('has nothing to say about an empty series', () => {
  expect(detectSeries([])).toEqual({ detections: [], alertScores: [], episodes: [] });
});
