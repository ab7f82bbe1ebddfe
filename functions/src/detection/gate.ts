import { gistOf } from './describe.ts';
import { checkSensitivity } from './options.ts';
import { decadesOfScore, scoreOf, thresholdOf } from './score.ts';
import { copyState } from './state.ts';
import type { AnomalyKind, Detection, Episode } from './types.ts';

/** Version of `GateState`. */
const gateVersion = 2;
/** A normal point is calm below this part of the threshold. */
const CALM_PART = 0.8;
/** Calm points that may lie between two anomalous ones of the same episode. */
const CALM_POINTS = 5;
/**
 * Within an episode, and for so many points after what was news, only what is rarer by so many decades is news again.
 */
const NEWS_POINTS = 96;
const NEWS_DECADES = 1;
/** How anomalous points that are no news lie below the threshold: they keep their order. */
const NO_NEWS_FROM = 0.9;
const NO_NEWS_SPAN = 0.099;

/** How the gate merges. */
export interface GateOptions {
  /**
   * Calm points in a row that an episode outlasts; one more ends it. A whole number from 0; 5 when absent.
   */
  readonly calmPoints?: number;
  /** That of the detector whose detections come; 0.5 when absent. */
  readonly sensitivity?: number;
}

/** Everything a gate knows, as plain JSON. */
export interface GateState {
  version: number;
  calmPoints: number;
  sensitivity: number;
  /** Calm points since the last of the open episode that was not, and its last anomalous instant. */
  calm: number;
  lastAt: number | null;
  /** The last that was news, as a score, and the points since. */
  newsScore: number;
  sinceNews: number;
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
  /**
   * Score of the last detection as news, by which one threshold raises one alert: the `valueScore` itself where
   * it begins an episode that is the first for a while, or is rarer by a decade than what was news last; below the
   * threshold otherwise, in the order of the scores.
   */
  readonly alertScore: number;
  serialise(): GateState;
}

/** A gate with no episode. Throws RangeError on options out of range. */
export function createGate(options: GateOptions = {}): Gate {
  const { calmPoints = CALM_POINTS, sensitivity = 0.5 } = options;
  if (!(Number.isInteger(calmPoints) && calmPoints >= 0))
    throw new RangeError(`calmPoints must be a whole number from 0, not ${calmPoints}`);
  checkSensitivity(sensitivity);
  const nothing = { calm: 0, lastAt: null, newsScore: 0, sinceNews: NEWS_POINTS, episode: null };
  return gateOver({ version: gateVersion, calmPoints, sensitivity, ...nothing });
}

/**
 * The gate that a state was taken from, for detections of another sensitivity if one is given. Throws RangeError on
 * a state of another version, and on a sensitivity out of range.
 */
export function restoreGate(
  state: GateState,
  { sensitivity = state.sensitivity }: Pick<GateOptions, 'sensitivity'> = {},
): Gate {
  if (state.version !== gateVersion)
    throw new RangeError(`gate state must be of version ${gateVersion}, not ${state.version}`);
  checkSensitivity(sensitivity);
  return gateOver({ ...copyState(state), sensitivity });
}

function gateOver(state: GateState): Gate {
  const threshold = thresholdOf(state.sensitivity);
  let alertScore = 0;
  return {
    get alertScore() {
      return alertScore;
    },
    push(detection) {
      alertScore = alertScoreOf(state, detection, threshold);
      if (detection.verdict === 'inconclusive') return [];
      if (detection.verdict === 'anomalous') return [prolong(state, detection)];
      return calmDown(state, detection.score >= CALM_PART * threshold);
    },
    serialise: () => copyState(state),
  };
}

function alertScoreOf(state: GateState, { verdict, valueScore }: Detection, threshold: number): number {
  if (verdict === 'inconclusive') return 0;
  state.sinceNews += 1;
  if (valueScore < threshold) return NO_NEWS_FROM * valueScore;
  const isHeld = state.episode !== null || state.sinceNews <= NEWS_POINTS;
  const before = isHeld ? decadesOfScore(state.newsScore) : Number.NEGATIVE_INFINITY;
  if (valueScore < scoreOf(before + NEWS_DECADES))
    return threshold * (NO_NEWS_FROM + NO_NEWS_SPAN * valueScore);
  state.newsScore = valueScore;
  state.sinceNews = 0;
  return valueScore;
}

function prolong(state: GateState, detection: Detection): Episode {
  state.episode = state.episode === null ? begin(detection) : extend(state.episode, detection);
  state.lastAt = detection.at;
  state.calm = 0;
  return { ...state.episode };
}

function calmDown(state: GateState, restless: boolean): Episode[] {
  if (state.episode === null) return [];
  state.calm = restless ? 0 : state.calm + 1;
  if (state.calm <= state.calmPoints) return [];
  const ended = { ...state.episode, endAt: state.lastAt };
  state.episode = null;
  return [ended];
}

function begin(detection: Detection): Episode {
  return { startAt: detection.at, endAt: null, points: 1, ...peakOf(detection) };
}

function extend(episode: Episode, detection: Detection): Episode {
  const changed = isHigher(detection, episode) ? peakOf(detection) : lasting(episode, detection);
  return { ...episode, ...changed, points: episode.points + 1 };
}

/** Scores end at 1: among equal ones the peak is what lies farther from what was expected. */
function isHigher({ score, value, expected }: Detection, episode: Episode): boolean {
  if (score !== episode.peakScore) return score > episode.peakScore;
  const distance = Math.abs(value - (expected ?? value));
  return distance > Math.abs(episode.peakValue - (episode.expected ?? episode.peakValue));
}

/** Kinds that only many points together show. */
const LASTING: ReadonlySet<AnomalyKind | null> = new Set(['level-shift', 'trend-change', 'variance-change']);

/** Anomalous points from which on an episode lasts. */
const LASTING_POINTS = 5;

/**
 * What began as a spike and is found to last is called by what lasts. Its peak, with value and band, stays where it was:
 * the explanation tells of both.
 */
function lasting({ kind, points, explanation: peak }: Episode, detection: Detection): Partial<Episode> {
  if (points + 1 < LASTING_POINTS || LASTING.has(kind)) return {};
  if (detection.kind === null || !LASTING.has(detection.kind)) return {};
  const explanation = `${detection.explanation}; at its peak: ${gistOf(peak)}`;
  return { kind: detection.kind, expert: detection.expert, explanation };
}

function peakOf(detection: Detection): Omit<Episode, 'startAt' | 'endAt' | 'points'> {
  const { at, value, score, expected, lower, upper, severity, kind, expert, explanation } = detection;
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
    expert,
    explanation,
  };
}
