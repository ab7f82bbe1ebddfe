import type { AnalysisState, Anomaly } from '../../contracts/anomaly.ts';
import { DomainError } from '../../contracts/errors.ts';
import type { AnalyseSeriesTask } from '../../contracts/forecast-job.ts';
import type { Metric } from '../../contracts/metric.ts';
import { analysisDocument, collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { AlertEntry } from '../alert/apply-checks.ts';
import { evaluateRules } from '../alert/evaluate-rules.ts';
import { instanceState } from '../store/instance.ts';
import { type PointsRead, readPoints, type StoredPoint } from '../store/read-points.ts';
import { advanceState } from './advance-state.ts';
import { type BatchDetection, detectBatch } from './detect-batch.ts';
import { fitLayout } from './fit-layout.ts';
import { lessonsOf } from './lessons.ts';
import { type AnalysisPlan, planAnalysis } from './plan-analysis.ts';
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
 * whose results have the same ids. Reads: metric, state, and the chunks that hold what is new; writes: state, metric,
 * and one for each anomaly that changed.
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
  const plan = planAnalysis(metric, state, touched, ctx.now);
  const read = await readPoints(ctx, touched.metricId, plan);
  const fresh = read.points.filter(({ at }) => at > plan.after);
  const found = plan.mode === 'recount' ? undefined : detect(plan, state, metric, read, fresh);
  const anomalies = await writeAnomalies(ctx, touched.metricId, metric, found);
  const alerts = await evaluateRules({
    ctx,
    input: {
      metricId: touched.metricId,
      metric,
      observations: fresh.map(({ at, value }) => ({ at: new Date(at), value })),
      anomalies,
      ...(fresh.length === 0 ? {} : { detectedThrough: new Date(fresh.at(-1)?.at ?? 0) }),
    },
  });
  const moved = await advanceState(ctx, { touched, metric, stateSnapshot, plan, read, found });
  if (!moved) return 'overtaken';
  await fitLayout(ctx, touched.metricId, metric, read);
  return { anomalies, alerts };
}

function detect(
  { mode }: AnalysisPlan,
  state: AnalysisState | undefined,
  metric: Metric,
  { instants }: PointsRead,
  fresh: readonly StoredPoint[],
): BatchDetection {
  return detectBatch(
    mode === 'replay' ? undefined : state,
    fresh,
    resolutionOf(instants) ?? metric.resolution,
    lessonsOf(metric),
  );
}
