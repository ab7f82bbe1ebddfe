import type { AnalysisState } from '../../contracts/anomaly.ts';
import type { FieldProblem } from '../../contracts/errors.ts';
import type { Metric } from '../../contracts/metric.ts';
import { inferResolution, inferSeasonLengths, regularise } from '../../forecasting/index.ts';
import { describeResolution } from '../store/describe-resolution.ts';
import type { PointsRead } from '../store/read-points.ts';
import type { BatchDetection } from './detect-batch.ts';
import type { AnalysisPlan } from './plan-analysis.ts';

/** Newest points from which the resolution is inferred. */
const recentPoints = 500;

/** Points from which on the resolution of a series is believed. */
const resolutionPointsMin = 5;

/** Points from which on seasons are looked for. */
const seasonPointsMin = 50;

/** The fields of a metric document that analysis keeps. */
export type MetricSummary = Pick<
  Metric,
  'resolution' | 'seasonLengths' | 'firstPointAt' | 'lastPointAt' | 'lastValue' | 'pointCount' | 'detection'
>;

/** What a person sees of a metric at a glance, brought up to date by what was read and found. */
export function summarise(
  metric: Metric,
  state: AnalysisState | undefined,
  plan: AnalysisPlan,
  { points, instants }: PointsRead,
  pointsByChunk: Readonly<Record<string, number>>,
  found: BatchDetection | undefined,
  problems: readonly FieldProblem[],
): MetricSummary {
  const last = points.at(-1);
  const first = points[0];
  const newest = last !== undefined && last.at >= (metric.lastPointAt?.getTime() ?? Number.NEGATIVE_INFINITY);
  const resolution = (newest ? resolutionOf(instants) : null) ?? metric.resolution;
  const firstAt = Math.min(
    first?.at ?? Number.POSITIVE_INFINITY,
    metric.firstPointAt?.getTime() ?? Number.POSITIVE_INFINITY,
  );
  return {
    resolution,
    seasonLengths: plan.mode === 'replay' ? seasonsOf(points, resolution) : metric.seasonLengths,
    firstPointAt: Number.isFinite(firstAt) ? new Date(firstAt) : null,
    lastPointAt: newest ? new Date(last.at) : metric.lastPointAt,
    lastValue: newest ? last.value : metric.lastValue,
    pointCount: Object.values(pointsByChunk).reduce((total, count) => total + count, 0),
    detection: detectionSummary(metric, state, plan, points.at(-1)?.at, found, problems),
  };
}

function detectionSummary(
  metric: Metric,
  state: AnalysisState | undefined,
  plan: AnalysisPlan,
  lastAt: number | undefined,
  found: BatchDetection | undefined,
  problems: readonly FieldProblem[],
): Metric['detection'] {
  if (found === undefined || lastAt === undefined) return metric.detection;
  const fromStart = (plan.mode === 'replay' && found.status !== 'off') || state === undefined;
  const before = fromStart ? null : metric.detection;
  const starts = [...found.episodes.keys()];
  const known = before?.lastAnomalyAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  const fresh = starts.filter((start) => start > known).length;
  const latest = Math.max(known, ...starts);
  return {
    status: found.status,
    processedThrough: new Date(lastAt),
    anomalies: (before?.anomalies ?? 0) + fresh,
    lastAnomalyAt: Number.isFinite(latest) ? new Date(latest) : null,
    lowered: loweredSummary(before?.lowered ?? null, found),
    problems: problems.map(({ pointer, detail }) => ({ pointer, detail })),
  };
}

function loweredSummary(
  before: NonNullable<Metric['detection']>['lowered'],
  { lowered }: BatchDetection,
): NonNullable<Metric['detection']>['lowered'] {
  const last = [...lowered].at(-1);
  if (last === undefined) return before;
  const known = before?.lastAt.getTime() ?? Number.NEGATIVE_INFINITY;
  const fresh = [...lowered.keys()].filter((start) => start > known).length;
  return { count: (before?.count ?? 0) + fresh, lastAt: new Date(last[0]), explanation: last[1] };
}

/** The resolution that the newest of these instants (sorted) show; null where they are too few to tell. */
export function resolutionOf(instants: readonly number[]): Metric['resolution'] {
  if (instants.length < resolutionPointsMin) return null;
  const resolution = inferResolution(instants.slice(-recentPoints));
  return resolution === null ? null : describeResolution(resolution);
}

function seasonsOf(points: PointsRead['points'], resolution: Metric['resolution']): number[] {
  if (resolution === null || points.length < seasonPointsMin) return [];
  const { unit, count } = resolution;
  return inferSeasonLengths(regularise(points, { unit, count }).y, { unit, count });
}
