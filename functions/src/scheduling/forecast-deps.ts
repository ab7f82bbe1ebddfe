import type { Ctx } from '../firestore/context.ts';
import { FencedDatabase } from './fenced-database.ts';
import type { ForecastMetric } from './forecast-series.ts';
import type { ForecastMetrics } from './forecast-together.ts';
import type { Lease, Leased } from './lease.ts';
import type { ForecastHierarchy } from './reconcile-series.ts';

/** What workers of runs and of their batches are handed. */
export interface ForecastDeps {
  readonly forecastMetric: ForecastMetric;
  /** Used where a service is asked, about many series in one request. */
  readonly forecastMetrics?: ForecastMetrics;
  readonly forecastHierarchy: ForecastHierarchy;
  /** Who holds the lease: unique to the process, and good to find its log by. */
  readonly workerId: string;
  /** The time now, for leases and durations: a run goes on while `ctx.now` stands still. */
  readonly clock: () => Date;
  /** Series for one task; a run over more is split into batches. `seriesPerBatch` where absent. */
  readonly seriesPerBatch?: number;
}

type Forecasting = Pick<ForecastDeps, 'forecastMetric' | 'forecastMetrics'> & Partial<ForecastDeps>;

/** The same work, on a store that takes its writes only while the lease is this worker's. */
export function fencedDeps<T extends Leased, D extends Forecasting>(deps: D, lease: Lease<T>): D {
  const fenced = <C extends { readonly ctx: Ctx }>(call: C): C => ({
    ...call,
    ctx: { ...call.ctx, db: new FencedDatabase(call.ctx.db, lease) },
  });
  const { forecastMetric, forecastMetrics, forecastHierarchy } = deps;
  return {
    ...deps,
    forecastMetric: (call: Parameters<ForecastMetric>[0]) => forecastMetric(fenced(call)),
    ...(forecastHierarchy && {
      forecastHierarchy: (call: Parameters<ForecastHierarchy>[0]) => forecastHierarchy(fenced(call)),
    }),
    ...(forecastMetrics && {
      forecastMetrics: (call: Parameters<ForecastMetrics>[0]) => forecastMetrics(fenced(call)),
    }),
  };
}
