import type { TimelineEntry } from './timeline.ts';

/** One episode from its beginning to its end. */
export interface Episode {
  readonly metricId: string;
  readonly alertId: string;
  readonly startedAt: Date;
  /** Null where it passed before it fired. */
  readonly firedAt: Date | null;
  /** When it was resolved, or passed; null where it goes on at the end of the rehearsal. */
  readonly endedAt: Date | null;
  /** For how long it fired, silenced or not, up to the end of the rehearsal where it goes on; 0 where it never did. */
  readonly firingSeconds: number;
}

/** The episodes of a timeline, in order of their beginning. */
export function episodesOf(timeline: readonly TimelineEntry[], to: Date): readonly Episode[] {
  const found = new Map<string, Omit<Episode, 'firingSeconds'>>();
  for (const { metricId, alertId, at, to: state } of timeline) {
    const known = found.get(alertId) ?? { metricId, alertId, startedAt: at, firedAt: null, endedAt: null };
    const fires = state === 'firing' || state === 'silenced';
    const isOver = state === 'resolved' || state === 'inactive';
    found.set(alertId, {
      ...known,
      firedAt: known.firedAt ?? (fires ? at : null),
      endedAt: isOver ? at : known.endedAt,
    });
  }
  return [...found.values()].map((episode) => ({ ...episode, firingSeconds: firingSeconds(episode, to) }));
}

function firingSeconds({ firedAt, endedAt }: Pick<Episode, 'firedAt' | 'endedAt'>, to: Date): number {
  return firedAt === null ? 0 : ((endedAt ?? to).getTime() - firedAt.getTime()) / 1_000;
}
