import { onDocumentWritten } from 'firebase-functions/v2/firestore';
import { runsAs } from '../config/service-accounts.ts';
import { alertRuleSchema } from '../contracts/alert-rule.ts';
import { type DirectlyChanged, recordDirectChange } from '../operator/audit/record-direct-change.ts';
import { reconcileAlertRule } from '../pipeline/alert/watch/reconcile-alert-rule.ts';
import { counted, oneTrigger } from './counted.ts';
import { systemCall } from './system-call.ts';

const {
  status: _,
  createdAt: __,
  updatedAt: ___,
  createdBy: ____,
  ...writtenByPeople
} = alertRuleSchema.shape;

const directlyWritten: DirectlyChanged = {
  type: 'alert-rule',
  made: 'create',
  changed: 'update',
  fields: Object.keys(writtenByPeople),
  madeBy: 'createdBy',
  changedBy: null,
};

/**
 * Has an alert rule watched for silence where it is about that, and says on it what is wrong with it, however it was
 * written. Its own write of `status` finds nothing to do. What was written past the API it puts
 * into the audit log.
 */
export const alertRuleWritten = onDocumentWritten(
  {
    ...runsAs('alertRuleWritten'),
    document: 'organizations/{orgId}/alert_rules/{ruleId}',
    retry: true,
    memory: '256MiB',
  },
  async ({ id, data, params: { orgId, ruleId } }) => {
    const ctx = systemCall('alertRuleWritten', orgId);
    await counted(ctx, oneTrigger, async () => {
      if (data !== undefined) await recordDirectChange(directlyWritten, { ...ctx, eventId: id, ...data });
      await reconcileAlertRule({ ctx, input: { ruleId } });
    });
  },
);
