import type { AlertCondition } from '../contracts/alert-condition.ts';
import { changeEnds } from './change-ends.ts';
import type { Findings } from './findings.ts';
import { windowEnds } from './window-ends.ts';

/** A time of which a condition needs the points: `(after, through]`, ms UTC. */
export interface NeededSpan {
  readonly after: number;
  readonly through: number;
}

/**
 * Of which times a condition needs the points to evaluate what is newly known; none where it looks at nothing but that.
 *
 * @param stepMs usual distance of the points of the series; null where it is not known
 */
export function lookBackOf(
  condition: AlertCondition,
  findings: Pick<Findings, 'observations' | 'late' | 'timeZone'>,
  stepMs: number | null,
  now: Date,
): readonly NeededSpan[] {
  switch (condition.type) {
    case 'threshold': {
      const reachMs = (condition.window?.seconds ?? 0) * 1_000;
      return reachMs === 0 ? [] : spanOf(windowEnds(findings, reachMs, now), reachMs);
    }
    case 'anomaly': {
      const { count } = condition;
      return count === undefined ? [] : spanOf(windowEnds(findings, 0, now), count.of * (stepMs ?? 0));
    }
    case 'change': {
      const { ends, references } = changeEnds(condition, findings, now);
      const reachMs = condition.window.seconds * 1_000;
      return [...spanOf(ends, reachMs), ...spanOf(references, reachMs)];
    }
    case 'forecast-breach':
    case 'absence':
    case 'forecast-job-failing':
      return [];
  }
}

function spanOf(ends: readonly number[], reachMs: number): readonly NeededSpan[] {
  if (ends.length === 0) return [];
  return [{ after: Math.min(...ends) - reachMs, through: Math.max(...ends) }];
}
