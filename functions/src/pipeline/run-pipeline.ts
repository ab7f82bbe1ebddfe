import type { z } from 'zod';
import { DomainError } from '../contracts/errors.ts';
import {
  pipelineEnvelopeSchema,
  type pipelineResponseSchema,
  pipelineSeriesMax,
} from '../contracts/pipeline.ts';
import { parseOrThrow } from '../contracts/validation.ts';
import type { Ctx } from '../firestore/context.ts';
import { metricRefusal } from '../operator/rbac/metric-access.ts';
import { requirePermission } from '../operator/rbac/require-permission.ts';
import { analyseSeries } from './anomaly/analyse-series.ts';
import { type ForecastMetricInput, forecastAndEvaluate } from './forecast/forecast-metric.ts';
import { storeBatch, touchedSpan } from './ingest/ingest-batch.ts';
import type { SeriesBatch } from './normalise/batch.ts';
import { normaliseEnvelope } from './normalise/from-json.ts';

export type PipelineResponse = z.infer<typeof pipelineResponseSchema>;

/**
 * Answers `POST /v1/pipeline`: stores a batch, and for each of its few series detects, forecasts and evaluates rules
 * before it answers. A series that cannot be forecast says why; the others are not held up.
 */
export async function runPipeline({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { body: unknown };
}): Promise<PipelineResponse> {
  for (const permission of ['metrics:write', 'forecasts:write', 'anomalies:read', 'alerts:read'] as const) {
    requirePermission(ctx, permission);
  }
  const { points, series, timestampUnit, planned, ...options } = parseOrThrow(
    pipelineEnvelopeSchema,
    input.body,
    'request body',
  );
  const batch = normaliseEnvelope({ points, series, timestampUnit, planned }, ctx.now, metricRefusal(ctx));
  if (batch.series.length > pipelineSeriesMax) throw tooManySeries(batch.series.length);
  const { series: stored, response: ingest } = await storeBatch(ctx, batch);
  const results: PipelineResponse['series'] = [];
  for (const one of stored) results.push(await runSeries(ctx, one, { options, timestampUnit }));
  return { ingest, series: results };
}

async function runSeries(
  ctx: Ctx,
  series: SeriesBatch,
  asked: Pick<ForecastMetricInput, 'options' | 'timestampUnit'>,
): Promise<PipelineResponse['series'][number]> {
  const { metricId } = series;
  const analysis = await analyseSeries({ ctx, input: touchedSpan(series) });
  const forecast = await forecastAndEvaluate({ ctx, input: { metricId, ...asked } }).catch(problemOf);
  const made = 'problem' in forecast ? undefined : forecast;
  const alerts = new Map(
    [...analysis.alerts, ...(made?.alerts ?? [])].map(({ alertId, alert }) => [alertId, alert]),
  );
  return {
    metricId,
    forecast: made?.forecast ?? null,
    forecastProblem: 'problem' in forecast ? forecast.problem : null,
    anomalies: analysis.anomalies.map(({ anomalyId, anomaly }) => ({ anomalyId, ...anomaly })),
    alerts: [...alerts].map(([alertId, alert]) => ({ alertId, ...alert })),
  };
}

/** What the caller can understand becomes a sentence in the answer; anything else is a fault of ours. */
function problemOf(error: unknown): { problem: string } {
  if (error instanceof DomainError && error.code !== 'internal') return { problem: error.message };
  throw error;
}

const tooManySeries = (count: number): DomainError =>
  new DomainError(
    'invalid-argument',
    'TOO_MANY_SERIES',
    `a pipeline call takes at most ${pipelineSeriesMax} series and got ${count}: ingest them, and let a forecast job forecast them`,
    { fields: [{ pointer: '/points', detail: `expected points of at most ${pipelineSeriesMax} series` }] },
  );
