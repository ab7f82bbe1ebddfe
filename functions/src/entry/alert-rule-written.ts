import { onDocumentWritten } from 'firebase-functions/v2/firestore';
import { runsAs } from '../config/service-accounts.ts';
import { reconcileAlertRule } from '../pipeline/alert/watch/reconcile-alert-rule.ts';
import { counted, oneTrigger } from './counted.ts';
import { systemCall } from './system-call.ts';

/**
 * Has an alert rule watched for silence where it is about that, and says on it what is wrong with it, however it was
 * written. Its own write of `status` finds nothing to do.
 */
export const alertRuleWritten = onDocumentWritten(
  {
    ...runsAs('alertRuleWritten'),
    document: 'organizations/{orgId}/alert_rules/{ruleId}',
    retry: true,
    memory: '256MiB',
  },
  async ({ params: { orgId, ruleId } }) => {
    const ctx = systemCall('alertRuleWritten', orgId);
    await counted(ctx, oneTrigger, () => reconcileAlertRule({ ctx, input: { ruleId } }));
  },
);
