import type { DrillDownFields } from '../../../contracts/contribution.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { drillDownEpisode, type Occasion, type Subject } from './drill-down-episode.ts';
import { selectSiblings } from './select-siblings.ts';

/** Anomalies that are looked into at once; of more, the newest. */
const drillDownsMax = 5;

/**
 * The episodes that are worth looking into, the newest first: a gap and a run of equal values are no change of level
 * that other series could have a part in.
 */
export const worthDrilling = <T extends Occasion>(episodes: readonly T[]): readonly T[] =>
  episodes
    .filter(({ kind }) => kind !== 'missing' && kind !== 'flat-line')
    .toSorted((a, b) => b.startAt - a.startAt)
    .slice(0, drillDownsMax);

/**
 * Looks into episodes of one series, and answers what is found by start, in `found` as it is found. Reads: the series
 * of the key (see `selectSiblings`) and for each episode the chunks of those that compare.
 */
export async function drillDownEpisodes(
  ctx: Ctx,
  subject: Subject,
  episodes: readonly Occasion[],
  found: Map<number, DrillDownFields> = new Map(),
): Promise<ReadonlyMap<number, DrillDownFields>> {
  if (episodes.length === 0) return found;
  const siblings = await selectSiblings(ctx, subject);
  for (const episode of episodes) {
    const fields = await drillDownEpisode(ctx, subject, siblings, episode);
    if (fields !== null) found.set(episode.startAt, fields);
  }
  return found;
}
