import { onDocumentWritten } from 'firebase-functions/v2/firestore';
import { runsAs } from '../config/service-accounts.ts';
import { type DirectlyChanged, recordDirectChange } from '../operator/audit/record-direct-change.ts';
import { learnFromLabels } from '../pipeline/anomaly/learn-from-labels.ts';
import { taughtMetric } from '../pipeline/anomaly/taught-metric.ts';
import { counted, oneTrigger } from './counted.ts';
import { systemCall } from './system-call.ts';

const directlyLabelled: DirectlyChanged = {
  type: 'anomaly',
  made: null,
  changed: 'label',
  fields: ['label'],
  madeBy: null,
  changedBy: 'labelledBy',
};

/** Keeps the lessons of a metric in line with the labels of its anomalies, also those that members set as clients, which it puts into the audit log. */
export const anomalyWritten = onDocumentWritten(
  {
    ...runsAs('anomalyWritten'),
    document: 'organizations/{orgId}/anomalies/{anomalyId}',
    retry: true,
    memory: '256MiB',
  },
  async ({ id, data, params: { orgId } }) => {
    const metricId = taughtMetric(data?.before.data(), data?.after.data());
    if (data === undefined || metricId === undefined) return;
    const ctx = systemCall('anomalyWritten', orgId);
    await counted(ctx, oneTrigger, async () => {
      await recordDirectChange(directlyLabelled, { ...ctx, eventId: id, ...data });
      await learnFromLabels({ ctx, input: { metricId } });
    });
  },
);
