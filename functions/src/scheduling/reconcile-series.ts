import type { Labels } from '../contracts/common.ts';
import type { HierarchySpec } from '../contracts/hierarchy.ts';
import type { HierarchyOptions } from '../contracts/hierarchy-forecast.ts';
import type { Ctx } from '../firestore/context.ts';
import { type ForecastMade, type SeriesResult, seriesFailed, seriesForecast } from './forecast-series.ts';
import { renewLease } from './lease.ts';
import { pointsPerHierarchyMax } from './limits.ts';
import type { RunLease } from './run-lease.ts';

export interface ForecastHierarchyCall {
  readonly ctx: Ctx;
  readonly input: {
    readonly metricIds: readonly string[];
    readonly selector: { readonly metric: string; readonly labels: Labels };
    readonly hierarchy: HierarchySpec;
    readonly options: HierarchyOptions;
    readonly jobId: string;
    readonly runId: string;
  };
  readonly pace: {
    readonly pointsMax: number;
    goOn(): Promise<boolean>;
  };
}

/** What a run needs to know of the forecasts of a hierarchy that were made. */
export interface HierarchyMade {
  readonly forecasts: readonly (ForecastMade & {
    readonly metricId: string | null;
    readonly labels: Record<string, string>;
  })[];
  readonly leftOut: readonly { readonly metricId: string; readonly message: string }[];
}

/**
 * Forecasts stored series and their sums together and keeps them, under ids that are the same for the same run; keeps
 * nothing before all is forecast. Undefined where `pace` stopped it. Handed in.
 */
export type ForecastHierarchy = (call: ForecastHierarchyCall) => Promise<HierarchyMade | undefined>;

/**
 * Forecasts the series of a run together, the lease renewed in between; whatever goes wrong is an outcome of every series
 * in words. Null when the run was lost to another worker.
 */
export async function reconcileSeries(
  forecastHierarchy: ForecastHierarchy,
  call: Omit<ForecastHierarchyCall, 'pace'>,
  { claimed, clock }: { readonly claimed: RunLease; readonly clock: () => Date },
): Promise<{ lease: RunLease; results: SeriesResult[] } | null> {
  const { ctx, input } = call;
  let lease: RunLease | null = claimed;
  const goOn = async () => {
    lease = lease && (await renewLease(ctx.db, lease, clock()));
    return lease !== null;
  };
  try {
    const made = await forecastHierarchy({ ...call, pace: { pointsMax: pointsPerHierarchyMax, goOn } });
    if (made === undefined || lease === null) return null;
    return { lease, results: resultsOf(made) };
  } catch (error) {
    if (lease === null) return null;
    return { lease, results: input.metricIds.map((metricId) => seriesFailed(metricId, error)) };
  }
}

function resultsOf({ forecasts, leftOut }: HierarchyMade): SeriesResult[] {
  return [
    ...forecasts.map((made): SeriesResult => {
      const { metricId, labels } = made;
      const result = seriesForecast(metricId, made);
      return metricId === null ? { ...result, outcome: { ...result.outcome, labels } } : result;
    }),
    ...leftOut.map(
      ({ metricId, message }): SeriesResult => ({
        outcome: {
          metricId,
          outcome: 'skipped',
          reason: 'in-no-sum',
          forecastId: null,
          message: `in no sum: ${message}`,
        },
      }),
    ),
  ];
}
