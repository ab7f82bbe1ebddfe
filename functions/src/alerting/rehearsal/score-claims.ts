import type { z } from 'zod';
import type { forecastBreachConditionSchema } from '../../contracts/alert-condition.ts';
import { isAcross } from './breaches-of.ts';
import type { Episode } from './episodes-of.ts';
import type { RehearsedSeries } from './rehearsal.ts';
import type { Claim } from './rehearse.ts';

type Condition = z.infer<typeof forecastBreachConditionSchema>;

/** What became of what a forecast said; null where the data ends before its window does. */
export interface ScoredClaim extends Claim {
  readonly probability: number;
  readonly cameTrue: boolean | null;
}

/** An episode in which no forecast was right that said the threshold would be crossed. */
export type FalseAlarm = Pick<Episode, 'metricId' | 'alertId'> & { readonly firedAt: Date };

/** Holds claims against the observations of their windows, `(origin, origin + within]`. */
export function scoreClaims(
  condition: Pick<Condition, 'direction' | 'threshold' | 'withinSeconds'>,
  series: readonly Pick<RehearsedSeries, 'metricId' | 'points'>[],
  claims: readonly Claim[],
): readonly ScoredClaim[] {
  const across = new Map(
    series.map(({ metricId, points }) => [
      metricId,
      {
        instants: points.filter(({ value }) => isAcross(condition, value)).map(({ at }) => at),
        end: points.at(-1)?.at ?? Number.NEGATIVE_INFINITY,
      },
    ]),
  );
  return claims.flatMap((claim) => {
    const { at, crossing } = claim.check;
    const known = across.get(claim.metricId);
    if (crossing === undefined || known === undefined) return [];
    const until = at.getTime() + condition.withinSeconds * 1_000;
    const next = known.instants.find((instant) => instant > at.getTime());
    const isTrue = next !== undefined && next <= until;
    const cameTrue = isTrue ? true : known.end < until ? null : false;
    return [{ ...claim, probability: crossing.probability, cameTrue }];
  });
}

/**
 * Episodes that fired and in which every forecast that said so was wrong: nothing crossed within the window of any. One
 * whose last window is not over when the data ends is not judged.
 */
export function falseAlarmsOf(
  episodes: readonly Episode[],
  claims: readonly ScoredClaim[],
): readonly FalseAlarm[] {
  return episodes.flatMap(({ metricId, alertId, firedAt, startedAt, endedAt }) => {
    if (firedAt === null) return [];
    const made = claims.filter(
      ({ metricId: of, check: { at, verdict } }) =>
        of === metricId && verdict === 'breached' && at >= startedAt && (endedAt === null || at < endedAt),
    );
    if (made.length === 0 || made.some(({ cameTrue }) => cameTrue !== false)) return [];
    return [{ metricId, alertId, firedAt }];
  });
}
