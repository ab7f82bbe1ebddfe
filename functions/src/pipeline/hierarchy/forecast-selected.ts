import { DomainError } from '../../contracts/errors.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import type { ForecastResponse } from '../forecast/keep-forecast.ts';
import { forecastLeaves, type Pace } from './forecast-leaves.ts';
import type { HierarchyQuestion } from './node-forecasts.ts';
import { loadLeaves } from './read-leaves.ts';

export interface ForecastSelectedCall {
  readonly ctx: Ctx;
  readonly input: HierarchyQuestion & { readonly metricIds: readonly string[] };
  readonly pace: Pace;
}

/** What was kept, and which of the series are in no sum, and why. */
export interface SelectedHierarchy {
  readonly forecasts: readonly ForecastResponse[];
  readonly leftOut: readonly { readonly metricId: string; readonly message: string }[];
}

/**
 * Forecasts the series of a forecast job and their sums so that they add up. A series that is gone is left out like one
 * without points. Undefined where `pace` stopped it.
 *
 * @throws {DomainError} `failed-precondition` (SERIES_EMPTY) where no series is left; and as `runEngine`.
 */
export async function forecastSelected({
  ctx,
  input: { metricIds, ...question },
  pace,
}: ForecastSelectedCall): Promise<SelectedHierarchy | undefined> {
  requirePermission(ctx, 'forecasts:write');
  const leaves = await loadLeaves(ctx, metricIds);
  if (leaves.length === 0) {
    throw new DomainError('failed-precondition', 'SERIES_EMPTY', 'none of the series is there any more');
  }
  const kept = await forecastLeaves({ ctx, input: { leaves, ...question }, pace });
  if (kept === undefined) return undefined;
  const there = new Set(leaves.map(({ metricId }) => metricId));
  return {
    forecasts: kept.forecasts,
    leftOut: [
      ...metricIds
        .filter((metricId) => !there.has(metricId))
        .map((metricId) => ({ metricId, message: 'the metric was deleted' })),
      ...kept.made.leftOut.flatMap(({ leaf, message }) => {
        const metricId = leaves[leaf]?.metricId;
        return metricId === undefined ? [] : [{ metricId, message }];
      }),
    ],
  };
}
