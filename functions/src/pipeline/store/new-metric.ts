import type { Metric } from '../../contracts/metric.ts';
import type { SeriesBatch } from '../normalise/batch.ts';
import { spanThatHolds } from './chunks.ts';
import { medianStep, spanForStep, unknownSpan } from './layout.ts';

/** The document of a series that was never seen before, laid out for the points that it comes with. */
export function newMetric({ key, labels, unit, kind, points }: SeriesBatch, now: Date): Metric {
  const step = medianStep(points.keys());
  return {
    key,
    labels,
    unit: unit ?? null,
    kind: kind ?? 'gauge',
    resolution: null,
    seasonLengths: [],
    firstPointAt: null,
    lastPointAt: null,
    lastValue: null,
    pointCount: 0,
    retentionDays: null,
    layout: { span: spanThatHolds(step === null ? unknownSpan : spanForStep(step), points), generation: 1 },
    latestForecast: null,
    detectionSettings: null,
    detection: null,
    feedback: null,
    createdAt: now,
    updatedAt: now,
  };
}
