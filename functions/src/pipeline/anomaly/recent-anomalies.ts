import type { RecentAnomalies, RecentAnomaly } from '../../alerting/findings.ts';
import { countedPointsMax } from '../../contracts/alert-condition.ts';
import type { AnalysisState, Anomaly } from '../../contracts/anomaly.ts';
import type { Metric } from '../../contracts/metric.ts';
import type { BatchDetection } from './detect-batch.ts';
import type { AnalysisPlan } from './plan-analysis.ts';

/** Between two anomalies are points that are none, so that as many points hold half as many, and one that came before. */
const keptMax = countedPointsMax / 2 + 1;

interface Found {
  readonly batch: BatchDetection | undefined;
  readonly anomalies: readonly { readonly anomalyId: string; readonly anomaly: Anomaly }[];
}

/**
 * The newest anomalies of a series after a batch, with what members said of them: those that the state remembers, as the
 * batch left them, and those that it brought. A replay finds them all again.
 */
export function recentAnomalies(
  { mode }: AnalysisPlan,
  before: AnalysisState | undefined,
  { batch, anomalies }: Found,
  { feedback }: Pick<Metric, 'feedback'>,
): RecentAnomalies {
  const state = mode === 'replay' ? undefined : before;
  const labels = new Map(feedback?.lessons.map(({ anomalyId, label }) => [anomalyId, label]));
  const byId = new Map<string, Omit<RecentAnomaly, 'label'>>(
    state?.recentAnomalies?.map((one) => [one.anomalyId, one]),
  );
  for (const { anomalyId, anomaly } of anomalies) {
    const { startAt, endAt, severity, score } = anomaly;
    byId.set(anomalyId, { anomalyId, startAt, endAt, severity, score });
  }
  const newest = [...byId.values()]
    .sort((a, b) => a.startAt.getTime() - b.startAt.getTime())
    .slice(-keptMax)
    .map((one) => ({ ...one, label: labels.get(one.anomalyId) ?? null }));
  const instants = batch?.anomalousAt.slice(-countedPointsMax).map((at) => new Date(at)) ?? [];
  const anomalousAt = [...(state?.anomalousAt ?? []), ...instants].slice(-countedPointsMax);
  return { anomalies: newest, anomalousAt };
}
