import type { AnalysisState } from '../../contracts/anomaly.ts';
import type { DetectionSettings } from '../../contracts/detection-settings.ts';
import type { Metric } from '../../contracts/metric.ts';
import {
  createDetector,
  createFeedback,
  createGate,
  type Detector,
  describeLowered,
  detectorVersion,
  type Episode,
  type Extent,
  type Feedback,
  type FeedbackState,
  type Gate,
  type GateState,
  type Lesson,
  type Observation,
  restoreDetector,
  restoreFeedback,
  restoreGate,
  type StoredState,
} from '../../detection/index.ts';
import { detectorOptions, hasSeasonsOf, seasonSettingsOf } from './settings.ts';

/** What came of running the detector over new points. */
export interface BatchDetection
  extends Pick<AnalysisState, 'detectorVersion' | 'detector' | 'gate' | 'feedback' | 'seasonSettings'> {
  /** Episodes that began, changed or ended, by start, as they stand after the last point. */
  readonly episodes: ReadonlyMap<number, Episode>;
  /** How far each of them went. */
  readonly extents: ReadonlyMap<number, Extent>;
  /** Instants of the points that were anomalous, reported or not, oldest first, ms UTC. */
  readonly anomalousAt: readonly number[];
  /** Why episodes were not reported, by start; such as were reported later, when they had outgrown it, included. */
  readonly lowered: ReadonlyMap<number, string>;
  /** Start of the episode that was open before the batch, ms UTC; null where none was. */
  readonly openSince: number | null;
  /** `watching` when the detector has seen enough to give a verdict. */
  readonly status: NonNullable<Metric['detection']>['status'];
}

/** What is known of a series besides its points. */
export interface BatchContext {
  readonly resolution: Metric['resolution'];
  readonly settings: DetectionSettings;
  readonly lessons: readonly Lesson[];
}

/** Stands for the version where there is no detector. */
const noDetector = 'off';

/**
 * Whether `state` can be carried on. A state of another version of the detector, or with other seasons, cannot: its series
 * is replayed. Without detection any state can.
 */
export const isCurrent = (state: AnalysisState, settings: DetectionSettings): boolean =>
  !settings.enabled || (state.detectorVersion === detectorVersion && hasSeasonsOf(state, settings));

/** What a batch comes to where detection is switched off. The state forgets the detector: once on again, it replays. */
export const detectNothing = (settings: DetectionSettings): BatchDetection => ({
  detectorVersion: noDetector,
  detector: '',
  gate: '',
  feedback: null,
  seasonSettings: seasonSettingsOf(settings),
  episodes: new Map(),
  anomalousAt: [],
  extents: new Map(),
  lowered: new Map(),
  openSince: null,
  status: 'off',
});

/**
 * Carries the detector on over `points` (oldest first, all later than what it has seen), or starts it without a state.
 * The sensitivity of the settings counts from the first of these points on.
 */
export function detectBatch(
  state: AnalysisState | undefined,
  points: readonly Observation[],
  { resolution, settings, lessons }: BatchContext,
): BatchDetection {
  const { sensitivity } = settings;
  const detector =
    state === undefined
      ? createDetector(detectorOptions(settings, resolution))
      : detectorOf(state, sensitivity);
  const gate = state === undefined ? createGate({ sensitivity }) : gateOf(state, sensitivity);
  const openSince = gate.serialise().episode?.startAt ?? null;
  const feedback = feedbackOf(state, lessons);
  const episodes = new Map<number, Episode>();
  const extents = new Map<number, Extent>();
  const lowered = new Map<number, string>();
  const anomalousAt: number[] = [];
  let watching = false;
  for (const { at, value, outlook } of points) {
    const detection = detector.update(at, value, outlook);
    watching = detection.verdict !== 'inconclusive';
    if (detection.verdict === 'anomalous') anomalousAt.push(at);
    for (const { episode, extent, loweredBy } of feedback.push(detection, gate.push(detection))) {
      if (loweredBy !== null) lowered.set(episode.startAt, describeLowered(loweredBy, episode.explanation));
      else episodes.set(episode.startAt, episode);
      extents.set(episode.startAt, extent);
    }
  }
  return {
    detectorVersion,
    detector: JSON.stringify(detector.serialise()),
    gate: JSON.stringify(gate.serialise()),
    feedback: JSON.stringify(feedback.serialise()),
    seasonSettings: seasonSettingsOf(settings),
    episodes,
    anomalousAt,
    extents,
    lowered,
    openSince,
    status: watching ? 'watching' : 'warming-up',
  };
}

// What stands in the state was written by `serialise` of this very version, which `isCurrent` has made sure of.
const detectorOf = (state: AnalysisState, sensitivity: number): Detector =>
  restoreDetector(JSON.parse(state.detector) as StoredState, { sensitivity });
const gateOf = (state: AnalysisState, sensitivity: number): Gate =>
  restoreGate(JSON.parse(state.gate) as GateState, { sensitivity });

/** States from before feedback have none: what their gate has open was reported. */
const feedbackOf = (state: AnalysisState | undefined, lessons: readonly Lesson[]): Feedback =>
  state === undefined || state.feedback === null
    ? createFeedback(lessons)
    : restoreFeedback(JSON.parse(state.feedback) as FeedbackState, lessons);
