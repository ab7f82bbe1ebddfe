import { attributeChange } from './attribute.ts';
import type { Population } from './comparable-series.ts';
import { compareSeries } from './compare.ts';
import { directionOf } from './direction.ts';
import { sumsOf } from './sums.ts';
import type { LabelChange, MeasureKind, Move, SiblingSeries } from './types.ts';
import type { WindowPlan } from './windows.ts';

/** Which series and which label values moved while a series was anomalous. */
export interface DrillDown {
  readonly of: Population<unknown>['of'];
  readonly kind: MeasureKind;
  /** The series that could be compared, the one at hand among them unless they are its parts. */
  readonly moves: readonly Move[];
  /** What the one at hand did; null where the moves are of its parts. */
  readonly self: Move | null;
  /** Ids of series from which nothing came meanwhile, and of those that have no history to be compared with. */
  readonly silent: readonly string[];
  readonly unknown: readonly string[];
  /** 1 up, -1 down: the way the one at hand went, or all its parts together. */
  readonly direction: -1 | 1;
  /** The others that moved by more than their own spread, the same way and the other way. */
  readonly together: readonly Move[];
  readonly against: readonly Move[];
  /** By label, the one that explains best first; see `attributeChange`. */
  readonly labels: readonly LabelChange[];
}

/**
 * Compares every series of a population with itself at other times, in the window of an anomaly of the series `selfId`,
 * and attributes the change of all together to labels. Null where fewer than two series can be compared, the one at
 * hand is none of them though it should be, or nothing changed. The order of the series does not matter, and neither
 * does their unit.
 */
export function drillDown(
  selfId: string,
  { of, series }: Population<SiblingSeries>,
  kind: MeasureKind,
  plan: WindowPlan,
): DrillDown | null {
  const ordered = series.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const judged = ordered.map(({ id, labels, ...rest }) => ({
    id,
    labels,
    comparison: compareSeries({ id, labels, ...rest }, kind, plan),
  }));
  const moves = judged.flatMap(({ id, labels, comparison }) =>
    typeof comparison === 'string' ? [] : [{ id, labels, ...comparison }],
  );
  const self = of === 'siblings' ? (moves.find(({ id }) => id === selfId) ?? null) : null;
  const change = changeOf(self === null ? moves : [self]);
  if (moves.length < 2 || (of === 'siblings' && self === null) || change === 0) return null;
  const direction = change > 0 ? 1 : -1;
  const others = moves.filter((move) => move !== self);
  const ids = (why: 'silent' | 'unknown') =>
    judged.filter(({ comparison }) => comparison === why).map(({ id }) => id);
  return {
    of,
    kind,
    moves,
    self,
    silent: ids('silent'),
    unknown: ids('unknown'),
    direction,
    together: others.filter((move) => directionOf(move) === direction),
    against: others.filter((move) => directionOf(move) === -direction),
    labels: attributeChange(moves, kind),
  };
}

/** By how much series together differ from what was expected of them. */
function changeOf(moves: readonly Move[]): number {
  const { observed, expected } = sumsOf(moves);
  return observed - expected;
}
