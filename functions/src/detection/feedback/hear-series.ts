import { createGate } from '../gate.ts';
import type { Detection } from '../types.ts';
import { createFeedback, type HeardEpisode } from './feedback.ts';
import type { Lesson } from './lesson.ts';

/** The episodes of a history of detections, oldest first, as they stand at its end, and which of them are lowered. */
export function hearSeries(detections: readonly Detection[], lessons: readonly Lesson[]): HeardEpisode[] {
  const gate = createGate();
  const feedback = createFeedback(lessons);
  const heard = new Map<number, HeardEpisode>();
  for (const detection of detections)
    for (const one of feedback.push(detection, gate.push(detection))) heard.set(one.episode.startAt, one);
  return [...heard.values()];
}
