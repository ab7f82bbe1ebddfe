import { coverage, mase } from '../evaluation/accuracy.ts';
import type { Interval } from '../forecaster.ts';
import { mean } from '../numerics/statistics.ts';
import type { Hierarchy } from './hierarchy.ts';

/** Errors of one level of a hierarchy, made in the past by the same means: base forecasts beside reconciled ones. */
export interface TierAccuracy {
  /** Label names that the tier sums by, `[]` for the total; null for the leaves. */
  by: string[] | null;
  series: number;
  /** MASE, averaged over series and origins; null where no series has a scale. */
  base: { mase: number | null };
  reconciled: { mase: number | null };
  /** Of the reconciled intervals: share of outcomes inside, nominal and empirical in percent. */
  coverage: { level: number; nominal: number; empirical: number }[];
}

/** Whether reconciliation helped at some origins in the past. */
export interface HierarchyAccuracy {
  origins: number;
  horizon: number;
  tiers: TierAccuracy[];
}

/** One node at one origin: what came, and what both said before. */
export interface NodeTrial {
  readonly history: readonly number[];
  readonly seasonLength: number;
  readonly actual: readonly number[];
  readonly base: readonly number[];
  readonly reconciled: readonly number[];
  readonly intervals: readonly Interval[];
}

/** Sums up `trials` (one array for each origin, in the order of the nodes) by tier, the widest sums first. */
export function summariseTiers(
  { nodes, aggregateCount }: Hierarchy,
  trials: readonly (readonly NodeTrial[])[],
): TierAccuracy[] {
  const tiers = new Map<string, { by: string[] | null; members: number[] }>();
  nodes.forEach(({ labels }, i) => {
    const by = i < aggregateCount ? Object.keys(labels).sort() : null;
    const key = JSON.stringify(by);
    const tier = tiers.get(key) ?? { by, members: [] };
    tier.members.push(i);
    tiers.set(key, tier);
  });
  return [...tiers.values()]
    .sort((a, b) => (a.by?.length ?? Number.POSITIVE_INFINITY) - (b.by?.length ?? Number.POSITIVE_INFINITY))
    .map(({ by, members }) => ({
      by,
      series: members.length,
      ...errorsOf(members.flatMap((i) => trials.map((nodes) => nodes[i]))),
    }));
}

function errorsOf(trials: readonly NodeTrial[]): Pick<TierAccuracy, 'base' | 'reconciled' | 'coverage'> {
  const maseOf = (path: (trial: NodeTrial) => readonly number[]) => {
    const values = trials.flatMap((one) => mase(one.actual, path(one), one.history, one.seasonLength) ?? []);
    return { mase: values.length > 0 ? mean(values) : null };
  };
  return {
    base: maseOf(({ base }) => base),
    reconciled: maseOf(({ reconciled }) => reconciled),
    coverage: trials[0].intervals.map(({ level }, k) => ({
      level,
      nominal: level,
      empirical: 100 * mean(trials.map(({ actual, intervals }) => coverage(actual, intervals[k]) ?? 0)),
    })),
  };
}
