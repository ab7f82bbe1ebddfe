import type { ForecastOptions } from '../../contracts/forecast-options.ts';
import type { Metric } from '../../contracts/metric.ts';
import type { TimeGptAnswer, TimeGptQuestion } from '../../contracts/timegpt-backend.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { evaluateRules } from '../alert/evaluate-rules.ts';
import { loadMetric } from '../store/get-metric.ts';
import { answeredForecast } from './answered-forecast.ts';
import { type BegunForecast, beginForecast } from './forecast-points.ts';
import { type ForecastResponse, keepForecast, runForecastId } from './keep-forecast.ts';
import { type PreparedForecast, prepareForecast, withCautions } from './prepare-forecast.ts';
import { takingForecasts } from './taking-forecasts.ts';

export interface ForecastMetricsInput {
  readonly metricIds: readonly string[];
  readonly options: ForecastOptions;
  readonly jobId: string;
  readonly runId: string;
  /** Whether the run was tried before: what it has forecast already is not asked, and charged, again. */
  readonly again: boolean;
}

/** What became of one series: its forecast, or the error that it met. */
export type MetricForecast = { readonly forecast: ForecastResponse } | { readonly error: unknown };

/** One of a series of steps: what it made, or what went wrong. */
type Step<T> = { readonly done: T } | { readonly error: unknown };

interface Begun {
  readonly metric: Metric;
  /** The run has its forecast from before; otherwise one was begun. */
  readonly work:
    | { readonly kept: ForecastResponse }
    | {
        readonly begun: BegunForecast;
        readonly prepared: PreparedForecast;
        readonly reads: number;
      };
}

/**
 * Forecasts several stored series for a run of a job, asking TimeGPT about all of them together; each forecast is kept as
 * `forecastMetric` keeps it. Answers one outcome for each series, in their order: one that fails fails alone.
 * `holdOn` is awaited before each stretch of work, and what it throws ends all of it.
 */
export async function forecastMetrics({
  ctx,
  input,
  holdOn,
}: {
  ctx: Ctx;
  input: ForecastMetricsInput;
  holdOn: () => Promise<void>;
}): Promise<MetricForecast[]> {
  requirePermission(ctx, 'forecasts:write');
  const steps: Step<Begun>[] = [];
  for (const metricId of input.metricIds) {
    await holdOn();
    steps.push(await attempt(() => begin(ctx, metricId, input)));
  }
  const startedAt = performance.now();
  const answers = await ask(ctx, steps, holdOn);
  const waitedMs = Math.round(performance.now() - startedAt);
  const outcomes: MetricForecast[] = [];
  for (const [place, step] of steps.entries()) {
    await holdOn();
    const { metricIds, options, jobId, runId } = input;
    const asked = { metricId: metricIds[place] ?? '', options, jobId, runId };
    const finished = await attempt(async () => {
      if ('error' in step) throw step.error;
      return finish(ctx, asked, step.done, answers.get(place), waitedMs);
    });
    outcomes.push('error' in finished ? finished : { forecast: finished.done });
  }
  return outcomes;
}

async function attempt<T>(work: () => Promise<T>): Promise<Step<T>> {
  try {
    return { done: await work() };
  } catch (error) {
    return { error };
  }
}

async function begin(ctx: Ctx, metricId: string, input: ForecastMetricsInput): Promise<Begun> {
  const { options, jobId, runId, again } = input;
  const readsBefore = ctx.db.meter.reads;
  const metric = await loadMetric(ctx, metricId);
  if (again) {
    const forecastId = runForecastId(metricId, jobId, runId);
    const kept = (
      await ctx.db.get(collection(ctx.db.firestore, ctx.orgId, 'forecasts').doc(forecastId))
    ).data();
    if (kept !== undefined) return { metric, work: { kept: { forecastId, ...answeredForecast(kept) } } };
  }
  const prepared = await prepareForecast(ctx, metricId, metric, options);
  const begun = await takingForecasts(ctx, 1, async () =>
    beginForecast(ctx, prepared.history, prepared.options),
  );
  return { metric, work: { begun, prepared, reads: ctx.db.meter.reads - readsBefore } };
}

/** The answers by the places of the series that asked. */
async function ask(
  { timegpt }: Ctx,
  steps: readonly Step<Begun>[],
  holdOn: () => Promise<void>,
): Promise<ReadonlyMap<number, TimeGptAnswer>> {
  const asking = steps.flatMap((step, place): [number, TimeGptQuestion][] => {
    if ('error' in step || !('begun' in step.done.work)) return [];
    const { question } = step.done.work.begun;
    return question === null ? [] : [[place, question]];
  });
  if (timegpt === undefined || asking.length === 0) return new Map();
  const answers = await timegpt.forecast(
    asking.map(([, question]) => question),
    holdOn,
  );
  return new Map(
    asking.flatMap(([place], k) => {
      const answer = answers[k];
      return answer === undefined ? [] : [[place, answer] as const];
    }),
  );
}

async function finish(
  ctx: Ctx,
  asked: {
    readonly metricId: string;
    readonly options: ForecastOptions;
    readonly jobId: string;
    readonly runId: string;
  },
  { metric, work }: Begun,
  answer: TimeGptAnswer | undefined,
  waitedMs: number,
): Promise<ForecastResponse> {
  if ('kept' in work) {
    // The attempt before may have died between keeping the forecast and evaluating the rules.
    const { forecastId, ...forecast } = work.kept;
    await evaluateRules({
      ctx,
      input: { metricId: asked.metricId, metric, forecast: { forecastId, forecast } },
    });
    return work.kept;
  }
  const { begun, prepared, reads } = work;
  if (begun.question !== null && answer === undefined)
    throw new Error('TimeGPT left a question without an answer');
  const made = answer === undefined ? begun.own : begun.finish(answer, waitedMs);
  const kept = await keepForecast(ctx, asked, {
    metric,
    made: withCautions(made, prepared.cautions),
    documentReads: reads,
  });
  return kept.forecast;
}
