import type { z } from 'zod';
import type { forecastBreachConditionSchema } from '../../contracts/alert-condition.ts';
import type { Episode } from './episodes-of.ts';
import type { RehearsedSeries } from './rehearsal.ts';

type Condition = z.infer<typeof forecastBreachConditionSchema>;

/** A time at which the observations went across the threshold, and how long before the rule had said so. */
export interface Breach {
  readonly metricId: string;
  /** The first observation across. */
  readonly at: Date;
  readonly value: number;
  /** Since when the alert that fired at the time had foretold this breach; null where none did. */
  readonly foretoldAt: Date | null;
  readonly leadTimeSeconds: number | null;
}

/** Whether a value is across the threshold, as forecasts see it. */
export const isAcross = (
  { direction, threshold }: Pick<Condition, 'direction' | 'threshold'>,
  value: number,
) => (direction === 'above' ? value >= threshold : value <= threshold);

/**
 * The real breaches of a rule on forecasts within a time, with the lead of the warning: from the firing of the episode that
 * fired when the breach came, or from the last observation across before it, where the episode was firing already because
 * of an earlier breach. A warning that was withdrawn before the breach came is none.
 *
 * @param episodes of the rehearsal, of any series
 */
export function breachesOf(
  condition: Pick<Condition, 'direction' | 'threshold'>,
  { metricId, points }: Pick<RehearsedSeries, 'metricId' | 'points'>,
  episodes: readonly Episode[],
  { from, to }: { readonly from: Date; readonly to: Date },
): readonly Breach[] {
  const own = episodes.filter((episode) => episode.metricId === metricId);
  const breaches: Breach[] = [];
  let lastAcross = Number.NEGATIVE_INFINITY;
  points.forEach(({ at, value }, index) => {
    if (!isAcross(condition, value)) return;
    const previous = points[index - 1];
    const begins = previous !== undefined && !isAcross(condition, previous.value);
    if (begins && at >= from.getTime() && at <= to.getTime()) {
      breaches.push({ metricId, ...foretold(own, at, lastAcross), at: new Date(at), value });
    }
    lastAcross = at;
  });
  return breaches;
}

function foretold(episodes: readonly Episode[], at: number, lastAcross: number) {
  const firing = episodes.find(
    ({ firedAt, endedAt }) =>
      firedAt !== null && firedAt.getTime() < at && (endedAt === null || endedAt.getTime() >= at),
  );
  if (firing === undefined || firing.firedAt === null) return { foretoldAt: null, leadTimeSeconds: null };
  const since = Math.max(firing.firedAt.getTime(), lastAcross);
  return { foretoldAt: new Date(since), leadTimeSeconds: (at - since) / 1_000 };
}
