import type { AnalysisState } from '../../contracts/anomaly.ts';
import type { Metric } from '../../contracts/metric.ts';
import {
  createDetector,
  createGate,
  type Detector,
  type DetectorOptions,
  type DetectorState,
  detectorVersion,
  type Episode,
  type Gate,
  type GateState,
  restoreDetector,
  restoreGate,
} from '../../detection/index.ts';
import type { StoredPoint } from '../store/read-points.ts';

/** What came of running the detector over new points. */
export interface BatchDetection {
  readonly detector: string;
  readonly gate: string;
  /** Episodes that began, changed or ended, by start, as they stand after the last point. */
  readonly episodes: ReadonlyMap<number, Episode>;
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
): BatchDetection {
  const detector = state === undefined ? createDetector(optionsFor(resolution)) : detectorOf(state);
  const gate = state === undefined ? createGate() : gateOf(state);
  const episodes = new Map<number, Episode>();
  let watching = false;
  for (const { at, value } of points) {
    const detection = detector.update(at, value);
    watching = detection.verdict !== 'inconclusive';
    for (const episode of gate.push(detection)) episodes.set(episode.startAt, episode);
  }
  return {
    detector: JSON.stringify(detector.serialise()),
    gate: JSON.stringify(gate.serialise()),
    episodes,
    watching,
  };
}

/** Start of the episode that is open in a state, ms UTC; null where none is. */
export const openSince = (state: AnalysisState): number | null =>
  gateOf(state).serialise().episode?.startAt ?? null;

const optionsFor = (resolution: Metric['resolution']): DetectorOptions =>
  resolution?.unit === 'millisecond' ? { resolutionMs: resolution.count } : {};

// What stands in the state was written by `serialise` of this very version, which `isCurrent` has made sure of.
const detectorOf = (state: AnalysisState): Detector =>
  restoreDetector(JSON.parse(state.detector) as DetectorState);
const gateOf = (state: AnalysisState): Gate => restoreGate(JSON.parse(state.gate) as GateState);
