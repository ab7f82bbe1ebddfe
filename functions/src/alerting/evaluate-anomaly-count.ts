import type { Check } from './check.ts';
import { type AnomalyCondition, qualifies } from './evaluate-anomaly.ts';
import type { Findings, RecentAnomaly } from './findings.ts';
import { firstAfter, type ObservedHistory } from './observed-history.ts';
import { windowEnds } from './window-ends.ts';

/**
 * One check for each instant of `windowEnds`: `breached` where at least `atLeast` of the last `of` points are anomalous and
 * lie within an anomaly that counts. `undecided` where fewer points are known and these do not suffice.
 */
export function evaluateAnomalyCount(
  condition: AnomalyCondition,
  { atLeast, of }: NonNullable<AnomalyCondition['count']>,
  findings: Findings,
  history: ObservedHistory,
  now: Date,
): readonly Check[] {
  const { anomalies = [], anomalousAt = [] } = findings.recent ?? {};
  const counting = anomalies.filter((one) => qualifies(condition, one));
  const anomalous = new Set(anomalousAt.map((instant) => instant.getTime()));
  return windowEnds(findings, 0, now).map((end) => {
    const at = new Date(end);
    const through = firstAfter(history.points, end);
    const last = history.points.slice(Math.max(0, through - of), through);
    const within = last
      .filter(({ at: instant }) => anomalous.has(instant))
      .flatMap(({ at: instant }) => counting.findLast((one) => holds(one, instant)) ?? []);
    const hits = within.length;
    const reason = `${hits} of the last ${last.length} points ${hits === 1 ? 'is' : 'are'} anomalous`;
    const value = last.at(-1)?.value ?? null;
    if (hits >= atLeast) {
      const anomalyId = within.at(-1)?.anomalyId;
      return { verdict: 'breached', at, value, reason, ...(anomalyId === undefined ? {} : { anomalyId }) };
    }
    if (last.length < of) {
      const known = `${reason}, of ${of} that are asked for`;
      return { verdict: 'undecided', at, value: null, reason: known };
    }
    return { verdict: 'clear', at, value, reason };
  });
}

const holds = ({ startAt, endAt }: RecentAnomaly, instant: number): boolean =>
  startAt.getTime() <= instant && (endAt === null || instant <= endAt.getTime());
