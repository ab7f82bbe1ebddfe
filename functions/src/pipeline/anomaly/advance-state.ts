import type { DocumentSnapshot } from 'firebase-admin/firestore';
import type { RecentAnomalies } from '../../alerting/findings.ts';
import type { AnalysisState } from '../../contracts/anomaly.ts';
import type { FieldProblem } from '../../contracts/errors.ts';
import type { AnalyseSeriesTask } from '../../contracts/forecast-job.ts';
import type { Metric } from '../../contracts/metric.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { isFirestoreError } from '../../firestore/status.ts';
import type { PointsRead } from '../store/read-points.ts';
import type { BatchDetection } from './detect-batch.ts';
import type { AnalysisPlan } from './plan-analysis.ts';
import { summarise } from './summarise.ts';

/** An analysis that has done its work and has only to say so. */
export interface Progress {
  readonly touched: AnalyseSeriesTask['series'][number];
  readonly metric: Metric;
  readonly stateSnapshot: DocumentSnapshot<AnalysisState>;
  readonly plan: AnalysisPlan;
  readonly read: PointsRead;
  readonly found: BatchDetection | undefined;
  /** The newest anomalies, for rules that count. */
  readonly recent: RecentAnomalies;
  /** What is wrong with settings and forecasts. */
  readonly problems: readonly FieldProblem[];
}

/** Writes the summary and the state, unless another analysis wrote the state since it was read. */
export async function advanceState(
  ctx: Ctx,
  { touched, metric, stateSnapshot, plan, read, found, recent, problems }: Progress,
): Promise<boolean> {
  const before = stateSnapshot.data();
  const pointsByChunk = { ...before?.pointsByChunk, ...Object.fromEntries(read.pointsByChunk) };
  const summary = summarise(metric, before, plan, read, pointsByChunk, found, problems);
  if (found === undefined && summary.pointCount === metric.pointCount) return true;
  const state = nextState(ctx.now, before, plan, read, found, recent, pointsByChunk);
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
    if (isFirestoreError(error, 'failedPrecondition', 'alreadyExists')) return false;
    throw error;
  }
}

function nextState(
  now: Date,
  before: AnalysisState | undefined,
  plan: AnalysisPlan,
  { points }: PointsRead,
  found: BatchDetection | undefined,
  recent: RecentAnomalies,
  pointsByChunk: Record<string, number>,
): AnalysisState | undefined {
  if (found === undefined)
    return before === undefined ? undefined : { ...before, pointsByChunk, updatedAt: now };
  const last = points.at(-1);
  const first = points[0];
  if (last === undefined || first === undefined) return undefined;
  return {
    detectorVersion: found.detectorVersion,
    detector: found.detector,
    gate: found.gate,
    feedback: found.feedback,
    seasonSettings: found.seasonSettings,
    processedFrom: plan.mode === 'replay' || before === undefined ? new Date(first.at) : before.processedFrom,
    processedThrough: new Date(Math.max(last.at, before?.processedThrough.getTime() ?? last.at)),
    pointsByChunk,
    recentAnomalies: recent.anomalies.map(({ label: _, ...one }) => one),
    anomalousAt: [...recent.anomalousAt],
    updatedAt: now,
  };
}
