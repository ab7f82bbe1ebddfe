import type { Extent } from './extent.ts';
import type { Lesson } from './lesson.ts';
import { covers, matches } from './similarity.ts';

/**
 * The lesson for which an episode is not reported, or null: the latest `expected` or `false` of a similar anomaly that
 * began before it, unless a later `true` is about one like it. `lessons` in any order.
 *
 * Monotone: an episode that is smaller in every measure than one that is lowered is lowered, too.
 */
export function loweringLesson(lessons: readonly Lesson[], startAt: number, extent: Extent): Lesson | null {
  if (lessons.length === 0) return null;
  for (const lesson of [...lessons].sort(latestFirst)) {
    if (lesson.startAt >= startAt) continue;
    if (lesson.label !== 'true' && covers(lesson.extent, extent)) return lesson;
    if (lesson.label === 'true' && matches(lesson.extent, extent)) return null;
  }
  return null;
}

/** Ties go by id, so that the order in which lessons are handed over never matters. */
function latestFirst(a: Lesson, b: Lesson): number {
  return b.labelledAt - a.labelledAt || b.startAt - a.startAt || (a.anomalyId < b.anomalyId ? 1 : -1);
}
