import type { Labels } from '../../contracts/common.ts';
import type { Forecast } from '../../contracts/forecast.ts';
import { type HierarchyPlace, type HierarchySpec, writeGrouping } from '../../contracts/hierarchy.ts';
import type { HierarchyOptions } from '../../contracts/hierarchy-forecast.ts';
import { deterministicId } from '../../contracts/ids.ts';
import { engineVersion, type HierarchyForecast, type NodeForecast } from '../../forecasting/index.ts';
import { forecastExpiry } from '../forecast/forecast-expiry.ts';
import { describeForecast, newestOf } from '../forecast/make-forecast.ts';
import { combinedHash, type Leaf } from './read-leaves.ts';
import { sumIdOf } from './sum-id.ts';

/** What the forecasts of a hierarchy were asked for, and by whom. */
export interface HierarchyQuestion {
  readonly selector: { readonly metric: string; readonly labels: Labels };
  readonly hierarchy: HierarchySpec;
  readonly options: HierarchyOptions;
  readonly jobId?: string;
  /** The run that asks. A run has one forecast for each series and sum, however often it is tried. */
  readonly runId?: string;
}

/** A forecast of a series or a sum as it is kept; `leaf` is the series. */
export interface NodeDocument {
  readonly forecastId: string;
  readonly forecast: Forecast;
  readonly leaf: Leaf | undefined;
}

/** The documents of all nodes. Ids follow from the run, or from all that the forecasts were made from. */
export function nodeDocuments(
  made: HierarchyForecast,
  leaves: readonly Leaf[],
  question: HierarchyQuestion,
  { madeAt, durationMs }: { readonly madeAt: Date; readonly durationMs: number },
): NodeDocument[] {
  const { selector, options, jobId, runId } = question;
  const inputHash = combinedHash(leaves);
  const share = Math.round((10 * durationMs) / made.nodes.length) / 10;
  const units = new Set(leaves.map(({ metric }) => metric.unit));
  return made.nodes.map((node) => {
    const leaf = node.leaf === null ? undefined : leaves[node.leaf];
    const labels = leaf?.metric.labels ?? { ...selector.labels, ...node.labels };
    const sumId = leaf === undefined ? sumIdOf(selector.metric, labels) : null;
    const parts = node.leaves.flatMap((index) => leaves[index] ?? []);
    const { card, ...described } = describeForecast(node.forecast, options, {
      inputHash: leaf?.inputHash ?? combinedHash(parts),
      newestAt: parts.reduce((newest, { points }) => Math.max(newest, newestOf(points)), 0),
      durationMs: share,
    });
    const cost = { documentReads: leaf?.documentReads ?? 0, documentWrites: leaf === undefined ? 1 : 2 };
    const forecast: Forecast = {
      metricId: leaf?.metricId ?? null,
      sumId,
      metricKey: selector.metric,
      labels: { ...labels },
      unit: leaf === undefined ? onlyOne(units) : leaf.metric.unit,
      jobId: jobId ?? null,
      runId: runId ?? null,
      madeAt,
      ...described,
      card: { ...card, cost },
      hierarchy: placeOf(node, made, question, inputHash),
      expireAt: forecastExpiry({ madeAt, to: described.to }, options.keepFor),
    };
    const id = leaf?.metricId ?? sumId ?? '';
    return { forecastId: forecastIdOf(id, question, inputHash), forecast, leaf };
  });
}

function placeOf(
  node: NodeForecast,
  { method, shrinkage, accuracy, cautions }: HierarchyForecast,
  { hierarchy }: HierarchyQuestion,
  inputHash: string,
): HierarchyPlace {
  const by = node.leaf === null ? writeGrouping(Object.keys(node.labels)) : null;
  const tier = accuracy?.tiers.find((one) => (one.by === null ? null : writeGrouping(one.by)) === by);
  return {
    node: node.leaf === null ? 'sum' : 'leaf',
    by,
    aliases: node.aliases.map((labels) => ({ ...labels })),
    leafCount: node.leaves.length,
    groupings: hierarchy.by,
    method,
    shrinkage,
    inputHash,
    accuracy:
      accuracy === null || tier === undefined
        ? null
        : { origins: accuracy.origins, horizon: accuracy.horizon, ...describeTier(tier) },
    cautions,
  };
}

/** Errors and coverage of a tier in the words of the contract: shares of 1. */
export function describeTier({
  base,
  reconciled,
  coverage,
}: NonNullable<HierarchyForecast['accuracy']>['tiers'][number]) {
  return {
    base,
    reconciled,
    coverage: coverage.map(({ level, empirical }) => ({ level, empirical: empirical / 100 })),
  };
}

function forecastIdOf(
  id: string,
  { selector, hierarchy, options, jobId, runId }: HierarchyQuestion,
  inputHash: string,
): string {
  if (runId !== undefined) return deterministicId('forecast', id, jobId ?? '', runId);
  const asked = JSON.stringify({ selector, hierarchy, options });
  return deterministicId('forecast', id, asked, inputHash, engineVersion);
}

function onlyOne<T>(values: ReadonlySet<T>): T | null {
  const [only] = values;
  return values.size === 1 && only !== undefined ? only : null;
}
