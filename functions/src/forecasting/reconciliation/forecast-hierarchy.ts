import { chancesAsked } from '../distribution/describe-chances.ts';
import { ForecastInputError } from '../forecast-input-error.ts';
import { validateRequest } from '../forecast-request.ts';
import type { Resolution } from '../resolution.ts';
import type { SeriesForecast } from '../series-forecast.ts';
import { alignLeaves, type LeftOut } from './align-leaves.ts';
import { forecastNodes, nodeOptions } from './base-forecasts.ts';
import { buildHierarchy } from './build-hierarchy.ts';
import { coherentChances } from './coherent-chances.ts';
import { describeLeaves } from './describe-leaves.ts';
import type { Labels } from './hierarchy.ts';
import type { HierarchyAccuracy, TierAccuracy } from './hierarchy-accuracy.ts';
import type { HierarchyCaution } from './hierarchy-cautions.ts';
import type { HierarchyRequest } from './hierarchy-request.ts';
import { leafRanges, reconcileNodes } from './reconcile-nodes.ts';
import type { ReconciliationMethod } from './reconciliation-request.ts';
import { testHierarchy } from './test-hierarchy.ts';

/** One series of a hierarchy with its coherent forecast. */
export interface NodeForecast {
  /** A leaf's own, or what the leaves of the sum share by its grouping; `{}` for the total. */
  labels: Labels;
  /** Other names of the same sum. */
  aliases: readonly Labels[];
  /** Index into the leaves of the request; null for a sum. */
  leaf: number | null;
  /** Which leaves of the request add up to it. */
  leaves: number[];
  /** Mean, standard deviation and intervals are reconciled; model, backtest and cautions are those of the series alone. */
  forecast: SeriesForecast;
}

/** Forecasts that add up, with their evidence. */
export interface HierarchyForecast {
  resolution: Resolution;
  /** Sums first, then the leaves in the order of the request, without those left out. */
  nodes: NodeForecast[];
  /** The method used. */
  method: ReconciliationMethod;
  /** Weight of "uncorrelated" in the errors' correlation, 0 to 1; null where no errors were usable. */
  shrinkage: number | null;
  /** Null where it was not tested, which a caution explains. */
  accuracy: HierarchyAccuracy | null;
  leftOut: readonly LeftOut[];
  cautions: HierarchyCaution[];
}

/**
 * Forecasts labelled series and their sums so that the parts add up: leaves are put on a common grid, every leaf and
 * every sum is forecast by itself, and the forecasts are reconciled. With a backtest of the whole, which says for each
 * tier whether that helped. Pure and deterministic. Poor leaves get cautions, or are left out by name.
 * Source: Hyndman & Athanasopoulos (2021), chapter 11.
 *
 * @throws ForecastInputError where no leaf has a value, and for options out of range; ReconciliationError for leaves
 * with equal labels.
 */
export function forecastHierarchy(request: HierarchyRequest): HierarchyForecast {
  const work = forecastHierarchyStepwise(request);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** The same, giving way after each series that was forecast, for callers that must not stand still. */
export function* forecastHierarchyStepwise(request: HierarchyRequest): Generator<void, HierarchyForecast> {
  const { leaves, groupings } = request;
  for (const { observations } of leaves)
    if (observations.length > 0) validateRequest({ ...request, observations });
  const alignment = alignLeaves(request);
  if (!alignment)
    throw new ForecastInputError('NO_OBSERVATIONS', 'a hierarchy requires at least one observation');
  const hierarchy = buildHierarchy(
    alignment.leaves.map(({ leaf }) => leaves[leaf].labels),
    groupings,
  );
  const base = yield* forecastNodes(alignment, hierarchy, nodeOptions(request));
  const reconciled = reconcileNodes(hierarchy, base, request);
  const asked = chancesAsked(request);
  const ranges = leafRanges(hierarchy, base, request.bounds);
  const tested = yield* testHierarchy(alignment, hierarchy, base, request);
  // Where clocks change the engine knows when steps begin; every sum is known to the end, and so is some leaf.
  const upToDate = hierarchy.aggregateCount > 0 ? 0 : alignment.leaves.findIndex(({ lag }) => lag === 0);
  const { at } = base[upToDate].forecast;
  return {
    resolution: alignment.resolution,
    nodes: hierarchy.nodes.map((node, i) => ({
      labels: node.labels,
      aliases: node.aliases,
      leaf: i < hierarchy.aggregateCount ? null : alignment.leaves[i - hierarchy.aggregateCount].leaf,
      leaves: node.leaves.map((leaf) => alignment.leaves[leaf].leaf),
      forecast: {
        ...base[i].forecast,
        ...coherentChances(
          reconciled.predictions[i],
          asked,
          node.leaves.map((leaf) => ranges[leaf]),
          request.bounds?.integer,
        ),
        at: [...at],
      },
    })),
    method: reconciled.method,
    shrinkage: reconciled.shrinkage,
    accuracy: typeof tested === 'string' ? null : tested,
    leftOut: alignment.leftOut,
    cautions: [...describeLeaves(alignment, leaves), ...reconciled.cautions, ...describeTest(tested)],
  };
}

function describeTest(tested: HierarchyAccuracy | string): HierarchyCaution[] {
  if (typeof tested === 'string') {
    return [{ code: 'hierarchy-not-tested', message: `whether reconciling helps was not tested: ${tested}` }];
  }
  const base = overall(tested, ({ base }) => base.mase);
  const reconciled = overall(tested, ({ reconciled }) => reconciled.mase);
  if (reconciled <= base) return [];
  const message = `in the past the forecasts alone erred less (MASE ${base.toFixed(3)} against ${reconciled.toFixed(3)} over all series): they add up now, and are not better`;
  return [{ code: 'reconciliation-not-useful', message }];
}

/** Mean over all series; 0 where none has a scale. */
function overall({ tiers }: HierarchyAccuracy, maseOf: (tier: TierAccuracy) => number | null): number {
  const measured = tiers.flatMap((tier) => {
    const value = maseOf(tier);
    return value === null ? [] : [{ sum: value * tier.series, series: tier.series }];
  });
  const series = measured.reduce((sum, tier) => sum + tier.series, 0);
  return series === 0 ? 0 : measured.reduce((sum, tier) => sum + tier.sum, 0) / series;
}
