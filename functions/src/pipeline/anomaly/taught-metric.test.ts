import { Timestamp } from 'firebase-admin/firestore';
import { describe, expect, it } from 'vitest';
import { spike } from '../../../test/support/alerts.ts';
import { taughtMetric } from './taught-metric.ts';

const startAt = Timestamp.fromDate(new Date('2026-11-18T14:00:00Z'));

/** An anomaly as an event brings it: instants as timestamps, and no label until somebody gives one. */
function stored(change: Record<string, unknown> = {}): Record<string, unknown> {
  const { label: _, labelledBy: __, labelledAt: ___, ...anomaly } = spike({ startAt: startAt.toDate() });
  return { ...anomaly, startAt, peakAt: startAt, detectedAt: startAt, ...change };
}

const labelled = { label: 'false', labelledBy: 'user:ada', labelledAt: startAt };
const { metricId } = stored();

describe('the metric that a write of an anomaly teaches', () => {
  it.each([
    ['a label', stored(), stored(labelled)],
    ['another label', stored(labelled), stored({ ...labelled, label: 'expected' })],
    ['a label taken back', stored(labelled), stored({ ...labelled, label: null })],
    ['a deletion', stored(labelled), undefined],
    ['a labelled one that went further', stored(labelled), stored({ ...labelled, value: 300 })],
    ['a label without name and time', stored(), stored({ label: 'expected' })],
  ])('is its own: %s', (_, before, after) => {
    expect(taughtMetric(before, after)).toBe(metricId);
  });

  it.each([
    ['a new one', undefined, stored()],
    ['one that goes on', stored(), stored({ value: 300, points: 2 })],
    ['a labelled one that was not changed', stored(labelled), stored(labelled)],
    ['a word that is no label', stored(), stored({ label: 'maybe' })],
    ['the deletion of one without a label', stored(), undefined],
    ['a document that makes no sense', undefined, { label: 'false' }],
    ['a metric that cannot be', stored({ metricId: 'a/b' }), stored({ ...labelled, metricId: 'a/b' })],
    ['nothing at all', undefined, undefined],
  ])('is none: %s', (_, before, after) => {
    expect(taughtMetric(before, after)).toBeUndefined();
  });
});
