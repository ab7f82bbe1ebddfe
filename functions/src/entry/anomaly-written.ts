import { onDocumentWritten } from 'firebase-functions/v2/firestore';
import { runsAs } from '../config/service-accounts.ts';
import { learnFromLabels } from '../pipeline/anomaly/learn-from-labels.ts';
import { taughtMetric } from '../pipeline/anomaly/taught-metric.ts';
import { counted, oneTrigger } from './counted.ts';
import { systemCall } from './system-call.ts';

/** Keeps the lessons of a metric in line with the labels of its anomalies, also those that members set as clients. */
export const anomalyWritten = onDocumentWritten(
  {
    ...runsAs('anomalyWritten'),
    document: 'organizations/{orgId}/anomalies/{anomalyId}',
    retry: true,
    memory: '256MiB',
  },
  async ({ data, params: { orgId } }) => {
    const metricId = taughtMetric(data?.before.data(), data?.after.data());
    if (metricId === undefined) return;
    const ctx = systemCall('anomalyWritten', orgId);
    await counted(ctx, oneTrigger, () => learnFromLabels({ ctx, input: { metricId } }));
  },
);
