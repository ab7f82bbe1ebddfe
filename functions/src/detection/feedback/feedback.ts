import { copyState } from '../state.ts';
import type { Detection, Episode } from '../types.ts';
import { type Extent, extend, extentOfPeak, noExtent } from './extent.ts';
import type { Lesson } from './lesson.ts';
import { loweringLesson } from './lowering-lesson.ts';

/** Version of `FeedbackState`. */
const feedbackVersion = 1;

/** Everything that feedback has to remember between two points, as plain JSON. The lessons are not part of it. */
export interface FeedbackState {
  version: number;
  /** Instant of the newest point. */
  lastAt: number | null;
  /** The episode that goes on: its start, how far it went, and whether it has been reported. */
  open: { startAt: number; extent: Extent; reported: boolean } | null;
}

/** An episode as the gate gave it, with its extent, and the lesson for which it is not to be reported. */
export interface HeardEpisode {
  readonly episode: Episode;
  readonly extent: Extent;
  readonly loweredBy: Lesson | null;
}

/** Says of the episodes of a gate whether members have taught that they are not worth reporting. */
export interface Feedback {
  /** To be called with each detection and with what the gate answered to it, in order. */
  push(detection: Detection, episodes: readonly Episode[]): HeardEpisode[];
  serialise(): FeedbackState;
}

/**
 * Relevance feedback on episodes. It stands behind detector and gate and changes neither: what is learnt from the values
 * does not depend on labels, so an episode that is no longer covered is reported with the start, the peak and the words
 * that it would have had, and taking a label back restores everything, even in the middle of an episode.
 *
 * An episode is judged by all its anomalous points so far. It is lowered while a lesson covers it, and reported from the
 * point on which it is clearly larger; once reported it stays so until its end, whatever is labelled meanwhile.
 */
export const createFeedback = (lessons: readonly Lesson[]): Feedback =>
  feedbackOver({ version: feedbackVersion, lastAt: null, open: null }, lessons);

/** Feedback that goes on from a state, with the lessons of now. Throws RangeError on a state of another version. */
export function restoreFeedback(state: FeedbackState, lessons: readonly Lesson[]): Feedback {
  if (state.version !== feedbackVersion)
    throw new RangeError(`feedback state must be of version ${feedbackVersion}, not ${state.version}`);
  return feedbackOver(copyState(state), lessons);
}

function feedbackOver(state: FeedbackState, lessons: readonly Lesson[]): Feedback {
  return {
    push(detection, episodes) {
      const heard = episodes.map((episode) => hear(state, lessons, detection, episode));
      if (state.lastAt === null || detection.at > state.lastAt) state.lastAt = detection.at;
      return heard;
    },
    serialise: () => copyState(state),
  };
}

function hear(
  state: FeedbackState,
  lessons: readonly Lesson[],
  detection: Detection,
  episode: Episode,
): HeardEpisode {
  const { startAt, endAt } = episode;
  const open = state.open?.startAt === startAt ? state.open : openedAt(episode, detection);
  if (endAt === null) open.extent = grown(open.extent, detection, state.lastAt);
  const loweredBy = open.reported ? null : loweringLesson(lessons, startAt, open.extent);
  open.reported ||= loweredBy === null;
  state.open = endAt === null ? open : null;
  return { episode, extent: open.extent, loweredBy };
}

/** An episode that is older than the detection was begun by a gate without feedback, and has been reported. */
function openedAt(episode: Episode, { at }: Detection): NonNullable<FeedbackState['open']> {
  const { startAt, endAt, points } = episode;
  if (startAt === at) return { startAt, extent: noExtent, reported: false };
  return { startAt, extent: extentOfPeak(episode, endAt === null ? points - 1 : points), reported: true };
}

function grown(extent: Extent, detection: Detection, lastAt: number | null): Extent {
  const { at, kind } = detection;
  if (kind === null) throw new TypeError('an anomalous detection has a kind');
  return extend(extent, { ...detection, kind }, lastAt === null ? 0 : at - lastAt);
}
