import type { AnalysisState, Anomaly } from '../../contracts/anomaly.ts';
import { type DetectionSettings, readDetectionSettings } from '../../contracts/detection-settings.ts';
import { DomainError, type FieldProblem } from '../../contracts/errors.ts';
import type { AnalyseSeriesTask } from '../../contracts/forecast-job.ts';
import type { Metric } from '../../contracts/metric.ts';
import { analysisDocument, collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { AlertEntry } from '../alert/alert-changed.ts';
import { evaluateRules } from '../alert/evaluate-rules.ts';
import { instanceState } from '../store/instance.ts';
import { type PointsRead, readPoints, type StoredPoint } from '../store/read-points.ts';
import { advanceState } from './advance-state.ts';
import { type BatchDetection, detectBatch, detectNothing } from './detect-batch.ts';
import { drillDownBatch } from './drill-down/drill-down-batch.ts';
import type { Subject } from './drill-down/drill-down-episode.ts';
import { fitLayout } from './fit-layout.ts';
import { lessonsOf } from './lessons.ts';
import { loadOutlooks } from './outlook/load-outlooks.ts';
import { firstAtOf, pastOf } from './past-of.ts';
import { type AnalysisPlan, planAnalysis } from './plan-analysis.ts';
import { recentAnomalies } from './recent-anomalies.ts';
import { resolutionOf } from './summarise.ts';
import { writeAnomalies } from './write-anomalies.ts';

/** How often an analysis starts over because another one of the same series was quicker. */
const attemptsMax = 4;
export interface AnalysisResult {
  readonly anomalies: readonly { readonly anomalyId: string; readonly anomaly: Anomaly }[];
  readonly alerts: readonly AlertEntry[];
}

type Touched = AnalyseSeriesTask['series'][number];

/**
 * Brings one series up to date after points came: detects over the new points, writes anomalies, evaluates rules, and
 * keeps the metric document and the detector's state.
 *
 * The state moves on last, and only if nobody moved it meanwhile, so that a crash or a second delivery repeats work
 * whose results have the same ids. Reads: metric, state, the chunks that hold what is new, the forecast that reaches it,
 * if one does, and what siblings did where an anomaly of a series with labels begins or ends; writes: state, metric, and
 * one for each anomaly that changed.
 */
export async function analyseSeries({ ctx, input }: { ctx: Ctx; input: Touched }): Promise<AnalysisResult> {
  instanceState(ctx.db.firestore, ctx.orgId).analyses.begun(input.metricId);
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    const result = await analyseOnce(ctx, input);
    if (result !== 'overtaken') return result;
  }
  throw new DomainError(
    'aborted',
    'ANALYSIS_CONTENDED',
    `the series ${input.metricId} is being analysed by others`,
    {
      retryAfterSeconds: 5,
    },
  );
}

async function analyseOnce(ctx: Ctx, touched: Touched): Promise<AnalysisResult | 'overtaken'> {
  const { firestore } = ctx.db;
  const stateRef = analysisDocument(firestore, ctx.orgId, touched.metricId);
  const metric = (await ctx.db.get(collection(firestore, ctx.orgId, 'metrics').doc(touched.metricId))).data();
  if (metric === undefined) return { anomalies: [], alerts: [] };
  const stateSnapshot = await ctx.db.get(stateRef);
  const state = stateSnapshot.data();
  const { settings, problems } = readDetectionSettings(metric.detectionSettings);
  const plan = planAnalysis(metric, state, touched, settings, ctx.now);
  const read = await readPoints(ctx, touched.metricId, plan);
  const fresh = read.points.filter(({ at }) => at > plan.after);
  const found =
    plan.mode === 'recount'
      ? undefined
      : await detect(ctx, { touched, metric, state, plan, settings, read, fresh });
  const drillDowns = await drillDownBatch(ctx, subjectOf(touched, metric, read), found);
  const anomalies = await writeAnomalies(ctx, touched.metricId, metric, found, drillDowns);
  const recent = recentAnomalies(plan, state, { batch: found, anomalies }, metric);
  const alerts = await evaluateRules({
    ctx,
    input: {
      metricId: touched.metricId,
      metric,
      observations: fresh.map(({ at, value }) => ({ at: new Date(at), value })),
      ...(plan.mode === 'recount'
        ? { late: { to: new Date(touched.to), newest: new Date(plan.after) } }
        : {}),
      past: pastOf(touched, metric, plan, read),
      timeZone: settings.timeZone ?? undefined,
      anomalies,
      recent,
      ...(fresh.length === 0 || !settings.enabled
        ? {}
        : { detectedThrough: new Date(fresh.at(-1)?.at ?? 0) }),
    },
  });
  const moved = await advanceState(ctx, {
    touched,
    metric,
    stateSnapshot,
    plan,
    read,
    found,
    recent,
    problems: [...problems, ...(found?.problems ?? [])],
  });
  if (!moved) return 'overtaken';
  await fitLayout(ctx, touched.metricId, metric, read);
  return { anomalies, alerts };
}

interface Batch {
  readonly touched: Touched;
  readonly metric: Metric;
  readonly state: AnalysisState | undefined;
  readonly plan: AnalysisPlan;
  readonly settings: DetectionSettings;
  readonly read: PointsRead;
  readonly fresh: readonly StoredPoint[];
}

async function detect(
  ctx: Ctx,
  { touched, metric, state, plan, settings, read, fresh }: Batch,
): Promise<BatchDetection & { readonly problems: readonly FieldProblem[] }> {
  if (!settings.enabled) return { ...detectNothing(settings), problems: [] };
  const history = plan.mode === 'replay';
  const resolution = resolutionOf(read.instants) ?? metric.resolution;
  const { observations, problems } = await loadOutlooks(ctx, {
    metricId: touched.metricId,
    metric,
    resolution,
    points: fresh,
    history,
  });
  const lessons = lessonsOf(metric);
  const found = detectBatch(history ? undefined : state, observations, { resolution, settings, lessons });
  return { ...found, problems };
}

function subjectOf(touched: Touched, metric: Metric, read: PointsRead): Subject {
  const resolution = resolutionOf(read.instants) ?? metric.resolution;
  return { metricId: touched.metricId, metric, resolution, firstAt: firstAtOf(touched, metric, read) };
}
