import { copyState } from './state.ts';
import type { Detection, Episode } from './types.ts';

/** Version of `GateState`. */
const gateVersion = 1;
/** Normal points that may lie between two anomalous ones of the same episode. */
const CALM_POINTS = 5;

/** How the gate merges. */
export interface GateOptions {
  /**
   * Normal points in a row that an episode outlasts; one more ends it. A whole number from 0; 5 when absent.
   */
  readonly calmPoints?: number;
}

/** Everything a gate knows, as plain JSON. */
export interface GateState {
  version: number;
  calmPoints: number;
  /** Normal points since the last anomalous one of the open episode, and that one's instant. */
  calm: number;
  lastAt: number | null;
  episode: Episode | null;
}

/** Merges anomalous points into episodes. */
export interface Gate {
  /**
   * Takes the next detection in and returns the episodes that it began, changed or ended, as they now stand.
   * An episode is known by its `startAt`. Inconclusive detections say nothing: they neither prolong an
   * episode nor calm it.
   */
  push(detection: Detection): Episode[];
  serialise(): GateState;
}

/** A gate with no episode. Throws RangeError on options out of range. */
export function createGate(options: GateOptions = {}): Gate {
  const { calmPoints = CALM_POINTS } = options;
  if (!(Number.isInteger(calmPoints) && calmPoints >= 0))
    throw new RangeError(`calmPoints must be a whole number from 0, not ${calmPoints}`);
  return gateOver({ version: gateVersion, calmPoints, calm: 0, lastAt: null, episode: null });
}

/** The gate that a state was taken from. Throws RangeError on a state of another version. */
export function restoreGate(state: GateState): Gate {
  if (state.version !== gateVersion)
    throw new RangeError(`gate state must be of version ${gateVersion}, not ${state.version}`);
  return gateOver(copyState(state));
}

function gateOver(state: GateState): Gate {
  return {
    push(detection) {
      if (detection.verdict === 'inconclusive') return [];
      if (detection.verdict === 'anomalous') return [prolong(state, detection)];
      return calmDown(state);
    },
    serialise: () => copyState(state),
  };
}

function prolong(state: GateState, detection: Detection): Episode {
  state.episode = state.episode === null ? begin(detection) : extend(state.episode, detection);
  state.lastAt = detection.at;
  state.calm = 0;
  return { ...state.episode };
}

function calmDown(state: GateState): Episode[] {
  if (state.episode === null) return [];
  state.calm += 1;
  if (state.calm <= state.calmPoints) return [];
  const ended = { ...state.episode, endAt: state.lastAt };
  state.episode = null;
  return [ended];
}

function begin(detection: Detection): Episode {
  return { startAt: detection.at, endAt: null, points: 1, ...peakOf(detection) };
}

function extend(episode: Episode, detection: Detection): Episode {
  const peak = detection.score > episode.peakScore ? peakOf(detection) : {};
  return { ...episode, ...peak, points: episode.points + 1 };
}

function peakOf(detection: Detection): Omit<Episode, 'startAt' | 'endAt' | 'points'> {
  const { at, value, score, expected, lower, upper, severity, kind, explanation } = detection;
  if (severity === 'none' || kind === null)
    throw new TypeError('an anomalous detection has a severity and a kind');
  return {
    peakAt: at,
    peakScore: score,
    peakValue: value,
    expected,
    lower,
    upper,
    severity,
    kind,
    explanation,
  };
}
