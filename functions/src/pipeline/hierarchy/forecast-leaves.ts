import type { Metric } from '../../contracts/metric.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { HierarchyForecast } from '../../forecasting/index.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { evaluateRules } from '../alert/evaluate-rules.ts';
import { answeredForecast } from '../forecast/answered-forecast.ts';
import { type ForecastResponse, writeForecast } from '../forecast/keep-forecast.ts';
import { takingForecasts } from '../forecast/taking-forecasts.ts';
import { inGroups } from './in-groups.ts';
import { type HierarchyQuestion, type NodeDocument, nodeDocuments } from './node-forecasts.ts';
import { readLeaves } from './read-leaves.ts';
import { requireKnownLabels } from './require-known-labels.ts';
import { runEngine } from './run-engine.ts';

/** What bounds the work, and may stop it. */
export interface Pace {
  /** Points of all leaves together that are looked at. */
  readonly pointsMax: number;
  /** Asked after each series is forecast and between writes: false stops everything. May throw. */
  goOn(phase: 'forecasting' | 'keeping'): Promise<boolean>;
}

export interface ForecastLeavesCall {
  readonly ctx: Ctx;
  readonly input: HierarchyQuestion & {
    readonly leaves: readonly { readonly metricId: string; readonly metric: Metric }[];
  };
  readonly pace: Pace;
}

/** Forecasts that add up, as they were kept. */
export interface KeptHierarchy {
  readonly made: HierarchyForecast;
  /** Sums first, then leaves. */
  readonly forecasts: readonly ForecastResponse[];
}

/**
 * Forecasts stored series and their sums so that they add up, keeps all with their evidence, and evaluates the rules that
 * watch the series. Nothing is kept before all is forecast, and everything under the same ids when it is done again.
 * Undefined where `pace` stopped it.
 *
 * The series are taken from the quota of the day; their sums, whose number is known at the end only, count along.
 *
 * @throws {DomainError} as `requireKnownLabels` and `runEngine`; `resource-exhausted` (QUOTA_EXCEEDED)
 */
export async function forecastLeaves(call: ForecastLeavesCall): Promise<KeptHierarchy | undefined> {
  const { ctx, input } = call;
  requirePermission(ctx, 'forecasts:write');
  requireKnownLabels(input.leaves, input.hierarchy);
  const kept = await takingForecasts(ctx, input.leaves.length, () => forecastAndKeep(call));
  if (kept !== undefined) ctx.usage?.count({ forecasts: kept.forecasts.length - input.leaves.length });
  return kept;
}

async function forecastAndKeep({
  ctx,
  input: { leaves: selected, ...question },
  pace,
}: ForecastLeavesCall): Promise<KeptHierarchy | undefined> {
  const leaves = await readLeaves(ctx, selected, {
    pointsMax: pace.pointsMax,
    resolution: question.options.resolution,
  });
  const startedAt = performance.now();
  const made = await runEngine(leaves, question.hierarchy, question.options, () => pace.goOn('forecasting'));
  if (made === undefined) return undefined;
  const durationMs = performance.now() - startedAt;
  const documents = nodeDocuments(made, leaves, question, { madeAt: ctx.now, durationMs });
  const kept = await inGroups(
    documents,
    (document) => keepNode(ctx, document),
    () => pace.goOn('keeping'),
  );
  if (kept.length < documents.length) return undefined;
  return {
    made,
    forecasts: documents.map(({ forecastId, forecast }) => ({ forecastId, ...answeredForecast(forecast) })),
  };
}

async function keepNode(ctx: Ctx, { forecastId, forecast, leaf }: NodeDocument): Promise<void> {
  await writeForecast(ctx, forecastId, forecast);
  if (leaf === undefined) return;
  const { metricId, metric } = leaf;
  await evaluateRules({ ctx, input: { metricId, metric, forecast: { forecastId, forecast } } });
}
