import type { RecentAnomaly } from '../../alerting/findings.ts';
import type { Detected } from '../../alerting/rehearsal/rehearsal.ts';
import type { SubjectMetric } from '../../alerting/subject.ts';
import { countedPointsMax } from '../../contracts/alert-condition.ts';
import type { Anomaly } from '../../contracts/anomaly.ts';
import { noDrillDown } from '../../contracts/contribution.ts';
import type { DetectionSettings } from '../../contracts/detection-settings.ts';
import {
  createDetector,
  createFeedback,
  createGate,
  type Episode,
  type Extent,
  type Lesson,
} from '../../detection/index.ts';
import { anomalyDocument, anomalyIdOf } from '../anomaly/episode-documents.ts';
import { detectorOptions } from '../anomaly/settings.ts';
import type { StoredPoint } from '../store/read-points.ts';

/** What a detector is made from. */
export interface DetectorSubject {
  readonly metricId: string;
  readonly metric: SubjectMetric;
  readonly settings: DetectionSettings;
  /** What members said of anomalies: heeded from the first point on, as a replay does. */
  readonly lessons: readonly Lesson[];
}

/**
 * The detector of a rehearsal: what it finds at each point, called from the first point of the series on, as if points were
 * delivered one at a time. Warms up as any detector; finds nothing where detection is switched off.
 */
export function rehearsedDetector(subject: DetectorSubject): (point: StoredPoint) => Detected {
  const { metricId, metric, settings, lessons } = subject;
  if (!settings.enabled) return () => ({});
  const detector = createDetector(detectorOptions(settings));
  const gate = createGate({ sensitivity: settings.sensitivity });
  const feedback = createFeedback(lessons);
  const recent = new Map<string, RecentAnomaly>();
  const anomalousAt: Date[] = [];
  const describe = (episode: Episode, extent: Extent, now: Date) => {
    const anomalyId = anomalyIdOf(metricId, episode.startAt);
    const label = lessons.find((lesson) => lesson.anomalyId === anomalyId)?.label ?? null;
    const unlabelled = anomalyDocument(metricId, metric, { episode, extent }, now);
    const anomaly: Anomaly = { ...noDrillDown, ...unlabelled, label, labelledBy: null, labelledAt: null };
    return { anomalyId, anomaly };
  };
  return ({ at, value }) => {
    const now = new Date(at);
    const detection = detector.update(at, value);
    if (detection.verdict === 'anomalous') anomalousAt.push(now);
    if (anomalousAt.length > countedPointsMax) anomalousAt.shift();
    const anomalies = feedback
      .push(detection, gate.push(detection))
      .flatMap(({ episode, extent, loweredBy }) =>
        loweredBy === null ? [describe(episode, extent, now)] : [],
      );
    for (const { anomalyId, anomaly } of anomalies) recent.set(anomalyId, { anomalyId, ...anomaly });
    for (const anomalyId of [...recent.keys()].slice(0, -countedPointsMax)) recent.delete(anomalyId);
    const known = { anomalies: [...recent.values()], anomalousAt: [...anomalousAt] };
    return { anomalies, recent: known, detectedThrough: now };
  };
}
