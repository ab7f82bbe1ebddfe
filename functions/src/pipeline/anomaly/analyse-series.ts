import type { AnalysisState, Anomaly } from '../../contracts/anomaly.ts';
import { DomainError } from '../../contracts/errors.ts';
import type { AnalyseSeriesTask } from '../../contracts/forecast-job.ts';
import type { ChunkSpan, Layout, Metric } from '../../contracts/metric.ts';
import { detectorVersion } from '../../detection/index.ts';
import { analysisDocument, collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { isFirestoreError } from '../../firestore/status.ts';
import type { AlertEntry } from '../alert/apply-checks.ts';
import { evaluateRules } from '../alert/evaluate-rules.ts';
import { chunkPointsMax } from '../store/chunks.ts';
import { instanceState } from '../store/instance.ts';
import { finerSpan, isChunkOf, spanForStep } from '../store/layout.ts';
import { type PointsRead, readPoints } from '../store/read-points.ts';
import { type BatchDetection, detectBatch } from './detect-batch.ts';
import { anomalyDocument, anomalyIdOf, type DetectedAnomaly } from './episode-documents.ts';
import { type AnalysisPlan, planAnalysis } from './plan-analysis.ts';
import { resolutionOf, summarise } from './summarise.ts';

/** How often an analysis starts over because another one of the same series was quicker. */
const attemptsMax = 4;
const anomaliesPerCommit = 200;

/** Layouts after which a series whose spacing keeps changing stays as it is, until a chunk grows too full. */
const generationsMax = 8;

const monthMs = 28 * 86_400_000;

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
  const found =
    plan.mode === 'recount' ? undefined : detectBatch(plan.mode === 'replay' ? undefined : state, fresh);

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
  const moved = await moveOn(ctx, { touched, metric, stateSnapshot, plan, read, found });
  if (!moved) return 'overtaken';
  await fitLayout(ctx, touched.metricId, metric, read);
  return { anomalies, alerts };
}

async function writeAnomalies(
  ctx: Ctx,
  metricId: string,
  metric: Metric,
  found: BatchDetection | undefined,
): Promise<{ anomalyId: string; anomaly: Anomaly }[]> {
  const documents = [...(found?.episodes.values() ?? [])].map((episode): [string, DetectedAnomaly] => [
    anomalyIdOf(metricId, episode.startAt),
    anomalyDocument(metricId, metric, episode, ctx.now),
  ]);
  const anomalies = collection(ctx.db.firestore, ctx.orgId, 'anomalies');
  for (let start = 0; start < documents.length; start += anomaliesPerCommit) {
    await ctx.db.commit((writer) => {
      for (const [id, document] of documents.slice(start, start + anomaliesPerCommit)) {
        writer.merge(anomalies.doc(id), document);
      }
    });
  }
  return documents.map(([anomalyId, document]) => ({
    anomalyId,
    anomaly: { ...document, label: null, labelledBy: null, labelledAt: null },
  }));
}

interface Progress {
  readonly touched: Touched;
  readonly metric: Metric;
  readonly stateSnapshot: FirebaseFirestore.DocumentSnapshot<AnalysisState>;
  readonly plan: AnalysisPlan;
  readonly read: PointsRead;
  readonly found: BatchDetection | undefined;
}

/** Writes the summary and the state, unless another analysis wrote the state since it was read. */
async function moveOn(
  ctx: Ctx,
  { touched, metric, stateSnapshot, plan, read, found }: Progress,
): Promise<boolean> {
  const before = stateSnapshot.data();
  const pointsByChunk = { ...before?.pointsByChunk, ...Object.fromEntries(read.pointsByChunk) };
  const summary = summarise(metric, before, plan, read, pointsByChunk, found);
  if (found === undefined && summary.pointCount === metric.pointCount) return true;
  const state = nextState(ctx.now, before, plan, read, found, pointsByChunk);
  if (state === undefined) return true;
  try {
    await ctx.db.commit((writer) => {
      if (stateSnapshot.updateTime === undefined) writer.create(stateSnapshot.ref, state);
      else writer.update(stateSnapshot.ref, { ...state }, { lastUpdateTime: stateSnapshot.updateTime });
      writer.merge(collection(ctx.db.firestore, ctx.orgId, 'metrics').doc(touched.metricId), {
        ...summary,
        updatedAt: ctx.now,
      });
    });
    return true;
  } catch (error) {
    if (isFirestoreError(error, 'failedPrecondition') || isFirestoreError(error, 'alreadyExists'))
      return false;
    throw error;
  }
}

function nextState(
  now: Date,
  before: AnalysisState | undefined,
  plan: AnalysisPlan,
  { points }: PointsRead,
  found: BatchDetection | undefined,
  pointsByChunk: Record<string, number>,
): AnalysisState | undefined {
  if (found === undefined)
    return before === undefined ? undefined : { ...before, pointsByChunk, updatedAt: now };
  const last = points.at(-1);
  const first = points[0];
  if (last === undefined || first === undefined) return undefined;
  return {
    detectorVersion,
    detector: found.detector,
    gate: found.gate,
    processedFrom: plan.mode === 'replay' || before === undefined ? new Date(first.at) : before.processedFrom,
    processedThrough: new Date(Math.max(last.at, before?.processedThrough.getTime() ?? last.at)),
    pointsByChunk,
    updatedAt: now,
  };
}

/** Lays the series out anew where its true spacing shows that the first guess was wrong, or a chunk grows too full. */
async function fitLayout(ctx: Ctx, metricId: string, { layout }: Metric, read: PointsRead): Promise<void> {
  const wanted = fittingSpan(layout, read);
  if (wanted === layout.span) return;
  await instanceState(ctx.db.firestore, ctx.orgId).spine.relayout(ctx, metricId, layout, wanted);
}

function fittingSpan({ span, generation }: Layout, { pointsByChunk, instants }: PointsRead): ChunkSpan {
  const counts = [...pointsByChunk].filter(([id]) => isChunkOf(span, id)).map(([, count]) => count);
  if (Math.max(0, ...counts) > chunkPointsMax) return finerSpan(span);
  const resolution = generation < generationsMax ? resolutionOf(instants) : null;
  return resolution === null
    ? span
    : spanForStep(resolution.count * (resolution.unit === 'month' ? monthMs : 1));
}
