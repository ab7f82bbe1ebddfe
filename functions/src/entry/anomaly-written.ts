import { onDocumentWritten } from 'firebase-functions/v2/firestore';
import { type DirectlyChanged, recordDirectChange } from '../operator/audit/record-direct-change.ts';
import { learnFromLabels } from '../pipeline/anomaly/learn-from-labels.ts';
import { taughtMetric } from '../pipeline/anomaly/taught-metric.ts';
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
  { document: 'organizations/{orgId}/anomalies/{anomalyId}', retry: true, memory: '256MiB' },
  async ({ id, data, params: { orgId } }) => {
    const ctx = systemCall('anomalyWritten', orgId);
    if (data !== undefined) await recordDirectChange(directlyLabelled, { ...ctx, eventId: id, ...data });
    const metricId = taughtMetric(data?.before.data(), data?.after.data());
    if (metricId === undefined) return;
    await learnFromLabels({ ctx, input: { metricId } });
  },
);
