import type { Anomaly } from '../../contracts/anomaly.ts';
import type { DrillDownFields } from '../../contracts/contribution.ts';
import { deterministicId } from '../../contracts/ids.ts';
import type { Metric } from '../../contracts/metric.ts';
import { detectorVersion, type Episode, type Extent } from '../../detection/index.ts';

/** What detection says of an anomaly; the label that a member gave it is not part of it, and survives an update. */
export type DetectedAnomaly = Omit<Anomaly, 'label' | 'labelledBy' | 'labelledAt' | keyof DrillDownFields>;

/** An episode is one document however often it is seen: its id is its series and its start. */
export const anomalyIdOf = (metricId: string, startAt: number): string =>
  deterministicId('anomaly', metricId, startAt);

/** An episode in the words of the contract. */
export function describeEpisode(episode: Episode) {
  const { startAt, peakAt, endAt, severity, peakScore, peakValue, ...rest } = episode;
  return {
    startAt: new Date(startAt),
    peakAt: new Date(peakAt),
    endAt: endAt === null ? null : new Date(endAt),
    // An episode has at least one anomalous point, so `none` stands for the mildest that there is.
    severity: severity === 'none' ? ('low' as const) : severity,
    score: peakScore,
    value: peakValue,
    points: rest.points,
    kind: rest.kind,
    expert: rest.expert,
    expected: rest.expected,
    lower: rest.lower,
    upper: rest.upper,
    explanation: rest.explanation,
  };
}

/** The explanation with the unit of its numbers, where there is one and the sentence is about values. */
const withUnit = ({ kind, explanation }: Episode, unit: string | null): string =>
  unit === null || kind === 'missing' ? explanation : `${explanation}; values in ${unit}`;

/** The anomaly document of an episode of a stored series. */
export function anomalyDocument(
  metricId: string,
  metric: Pick<Metric, 'key' | 'labels' | 'unit'>,
  { episode, extent }: { readonly episode: Episode; readonly extent?: Extent | undefined },
  now: Date,
): DetectedAnomaly {
  return {
    metricId,
    metricKey: metric.key,
    labels: metric.labels,
    unit: metric.unit,
    ...describeEpisode(episode),
    explanation: withUnit(episode, metric.unit),
    extent: extent === undefined ? null : { ...extent, kinds: [...extent.kinds] },
    detectorVersion,
    detectedAt: now,
    supersededAt: null,
  };
}
