import { type Extent, hasPlace } from './extent.ts';

/**
 * How many times as far from what was expected as the labelled anomaly a similar one may be, in the unit of the series.
 * The unit, and not the band, says what is similar: the band widens with every anomaly, so that a spike of twice the
 * labelled size is, counted in widths, hardly ever farther out than the labelled one was (docs/detection.md, Figures).
 */
export const sizeReach = 1.25;

/**
 * How many times as many widths of the band out it may be besides: a lesson does not outlive the scale on which it was
 * given, when a series has become much calmer or smaller.
 */
const widthsReach = 3;

/** How many anomalous points it may have: twice as many as the labelled one, and one more. */
export const pointsReach = (points: number): number => 2 * points + 1;

/**
 * Whether an episode is like a labelled one and not clearly larger: it began on the same side; it shows no flat line, no
 * hole and no change of variance unless the labelled one did; it has no more than `pointsReach` points; its holes are at
 * most `sizeReach` times as long; and it is at most `sizeReach` times as far out.
 *
 * Monotone: what is no larger than a covered episode in any measure is covered, too.
 */
export function covers(labelled: Extent, episode: Extent): boolean {
  return (
    (episode.side === 'none' || episode.side === labelled.side) &&
    episode.kinds.every((kind) => hasPlace(kind) || labelled.kinds.includes(kind)) &&
    episode.points <= pointsReach(labelled.points) &&
    episode.gapMs <= sizeReach * labelled.gapMs &&
    episode.distance <= sizeReach * labelled.distance &&
    isOnScaleOf(labelled, episode)
  );
}

/** Whether an episode is like a labelled one and not clearly smaller, by the same measures. */
export function matches(labelled: Extent, episode: Extent): boolean {
  return (
    episode.side === labelled.side &&
    labelled.kinds.every((kind) => hasPlace(kind) || episode.kinds.includes(kind)) &&
    pointsReach(episode.points) >= labelled.points &&
    sizeReach * episode.gapMs >= labelled.gapMs &&
    sizeReach * episode.distance >= labelled.distance
  );
}

function isOnScaleOf({ bandWidths: labelled }: Extent, { bandWidths: widths }: Extent): boolean {
  return labelled === null || (widths !== null && widths <= widthsReach * labelled);
}
