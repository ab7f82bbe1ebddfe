import type { AnalysisState } from '../../contracts/anomaly.ts';
import type { Metric } from '../../contracts/metric.ts';
import {
  createDetector,
  createFeedback,
  createGate,
  type Detector,
  type DetectorOptions,
  type DetectorState,
  describeLowered,
  detectorVersion,
  type Episode,
  type Extent,
  type Feedback,
  type FeedbackState,
  type Gate,
  type GateState,
  type Lesson,
  restoreDetector,
  restoreFeedback,
  restoreGate,
} from '../../detection/index.ts';
import type { StoredPoint } from '../store/read-points.ts';

/** What came of running the detector over new points. */
export interface BatchDetection {
  readonly detector: string;
  readonly gate: string;
  readonly feedback: string;
  /** Episodes that began, changed or ended, by start, as they stand after the last point. */
  readonly episodes: ReadonlyMap<number, Episode>;
  /** How far each of them went. */
  readonly extents: ReadonlyMap<number, Extent>;
  /** Why episodes were not reported, by start; such as were reported later, when they had outgrown it, included. */
  readonly lowered: ReadonlyMap<number, string>;
  /** Whether the detector has seen enough to give a verdict. */
  readonly watching: boolean;
}

/** Whether `state` can be carried on; a state of another version of the detector cannot, its series is replayed. */
export const isCurrent = (state: AnalysisState): boolean => state.detectorVersion === detectorVersion;

/**
 * Carries the detector on over `points` (oldest first, all later than what it has seen), or starts it without a state:
 * then knowing the resolution spares it finding out.
 */
export function detectBatch(
  state: AnalysisState | undefined,
  points: readonly StoredPoint[],
  resolution: Metric['resolution'],
  lessons: readonly Lesson[],
): BatchDetection {
  const detector = state === undefined ? createDetector(optionsFor(resolution)) : detectorOf(state);
  const gate = state === undefined ? createGate() : gateOf(state);
  const feedback = feedbackOf(state, lessons);
  const episodes = new Map<number, Episode>();
  const extents = new Map<number, Extent>();
  const lowered = new Map<number, string>();
  let watching = false;
  for (const { at, value } of points) {
    const detection = detector.update(at, value);
    watching = detection.verdict !== 'inconclusive';
    for (const { episode, extent, loweredBy } of feedback.push(detection, gate.push(detection))) {
      if (loweredBy !== null) lowered.set(episode.startAt, describeLowered(loweredBy, episode.explanation));
      else episodes.set(episode.startAt, episode);
      extents.set(episode.startAt, extent);
    }
  }
  return {
    detector: JSON.stringify(detector.serialise()),
    gate: JSON.stringify(gate.serialise()),
    feedback: JSON.stringify(feedback.serialise()),
    episodes,
    extents,
    lowered,
    watching,
  };
}

const optionsFor = (resolution: Metric['resolution']): DetectorOptions =>
  resolution?.unit === 'millisecond' ? { resolutionMs: resolution.count } : {};

// What stands in the state was written by `serialise` of this very version, which `isCurrent` has made sure of.
const detectorOf = (state: AnalysisState): Detector =>
  restoreDetector(JSON.parse(state.detector) as DetectorState);
const gateOf = (state: AnalysisState): Gate => restoreGate(JSON.parse(state.gate) as GateState);

/** States from before feedback have none: what their gate has open was reported. */
const feedbackOf = (state: AnalysisState | undefined, lessons: readonly Lesson[]): Feedback =>
  state === undefined || state.feedback === null
    ? createFeedback(lessons)
    : restoreFeedback(JSON.parse(state.feedback) as FeedbackState, lessons);
