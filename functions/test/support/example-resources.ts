import type { Firestore } from 'firebase-admin/firestore';
import { collection, exportPartCollection, runCollection } from '../../src/firestore/collections.ts';
import { alertExample, alertRuleExample } from '../../src/http/routes/v1/examples/alert.ts';
import { anomalyExample } from '../../src/http/routes/v1/examples/anomaly.ts';
import { backfillExample } from '../../src/http/routes/v1/examples/anomaly-backfill.ts';
import { auditEntryExample } from '../../src/http/routes/v1/examples/audit-log.ts';
import { storedExportExample } from '../../src/http/routes/v1/examples/export.ts';
import { forecastExample } from '../../src/http/routes/v1/examples/forecast.ts';
import { jobExample, runExample } from '../../src/http/routes/v1/examples/forecast-job.ts';
import { exampleIds } from '../../src/http/routes/v1/examples/ids.ts';
import { invitationExample } from '../../src/http/routes/v1/examples/invitation.ts';
import { metricExample } from '../../src/http/routes/v1/examples/metric.ts';
import { storedChannelExample } from '../../src/http/routes/v1/examples/notification-channel.ts';
import { deliveryExample } from '../../src/http/routes/v1/examples/notification-delivery.ts';
import { inhibitionExample, policyExample } from '../../src/http/routes/v1/examples/notification-policy.ts';
import { apiKeyExample, memberExample } from '../../src/http/routes/v1/examples/organization.ts';
import { silenceExample } from '../../src/http/routes/v1/examples/silence.ts';

/** The variables of paths, and the id under which `writeExampleResources` puts such a resource. */
export const resourceIds: Readonly<Record<string, string>> = {
  metricId: exampleIds.metric,
  forecastId: exampleIds.forecast,
  anomalyId: exampleIds.anomaly,
  backfillId: exampleIds.backfill,
  ruleId: exampleIds.alertRule,
  alertId: exampleIds.alert,
  silenceId: exampleIds.silence,
  jobId: exampleIds.job,
  runId: exampleIds.run,
  channelId: exampleIds.channel,
  policyId: exampleIds.policy,
  inhibitionId: exampleIds.inhibition,
  deliveryId: exampleIds.delivery,
  keyId: exampleIds.apiKey,
  entryId: exampleIds.auditEntry,
  uid: exampleIds.otherMember,
  invitationId: exampleIds.invitation,
  organizationId: exampleIds.organization,
  exportId: exampleIds.export,
  file: 'points.csv.gz',
};

/** One of each resource in an organization: the examples of the documentation, which are documents, too. */
export async function writeExampleResources(firestore: Firestore, orgId: string): Promise<void> {
  const of = <K extends Parameters<typeof collection>[2]>(name: K) => collection(firestore, orgId, name);
  await Promise.all([
    of('metrics').doc(exampleIds.metric).set(metricExample),
    of('forecasts').doc(exampleIds.forecast).set(forecastExample),
    of('anomalies').doc(exampleIds.anomaly).set(anomalyExample),
    of('anomaly_backfills').doc(exampleIds.backfill).set(backfillExample),
    of('alert_rules').doc(exampleIds.alertRule).set(alertRuleExample),
    of('alerts').doc(exampleIds.alert).set(alertExample),
    of('silences').doc(exampleIds.silence).set(silenceExample),
    of('forecast_jobs').doc(exampleIds.job).set(jobExample),
    of('notification_channels').doc(exampleIds.channel).set(storedChannelExample),
    of('notification_deliveries').doc(exampleIds.delivery).set(deliveryExample),
    of('notification_policies').doc(exampleIds.policy).set(policyExample),
    of('inhibition_rules').doc(exampleIds.inhibition).set(inhibitionExample),
    of('audit_log')
      .doc(exampleIds.auditEntry)
      .set({ ...auditEntryExample, expireAt: null }),
    of('user_org_memberships').doc(exampleIds.otherMember).set(memberExample),
    of('invitations')
      .doc(exampleIds.invitation)
      .set({ ...invitationExample, state: 'pending' }),
    of('exports').doc(exampleIds.export).set(storedExportExample),
    exportPartCollection(firestore, orgId, exampleIds.export)
      .doc('points.csv.gz-00000')
      .set({ data: new Uint8Array([31, 139]), expireAt: storedExportExample.expireAt }),
    of('api_keys').doc(exampleIds.apiKey).set(apiKeyExample),
    runCollection(firestore, orgId, exampleIds.job).doc(exampleIds.run).set(runExample),
  ]);
}
