import type { Firestore } from 'firebase-admin/firestore';
import type { z } from 'zod';
import { groupSchemas } from '../../src/firestore/collections.ts';
import { schemaConverter } from '../../src/firestore/converter.ts';
import type { OrganizationCollection } from '../../src/firestore/paths.ts';
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
  erasureId: exampleIds.erasure,
  file: 'points.csv.gz',
};

/** A document below an organization that an example of the documentation describes. */
export interface ExampleResource {
  /** The collection group, which says the schema. */
  readonly group: keyof typeof groupSchemas;
  /** Path below the organization. */
  readonly path: string;
  readonly value: object;
}

/** One of each resource: the examples of the documentation, which are documents, too. */
export const exampleResources: readonly ExampleResource[] = [
  resource('metrics', exampleIds.metric, metricExample),
  resource('forecasts', exampleIds.forecast, forecastExample),
  resource('anomalies', exampleIds.anomaly, anomalyExample),
  resource('anomaly_backfills', exampleIds.backfill, backfillExample),
  resource('alert_rules', exampleIds.alertRule, alertRuleExample),
  resource('alerts', exampleIds.alert, alertExample),
  resource('silences', exampleIds.silence, silenceExample),
  resource('forecast_jobs', exampleIds.job, jobExample),
  resource('notification_channels', exampleIds.channel, storedChannelExample),
  resource('notification_deliveries', exampleIds.delivery, deliveryExample),
  resource('notification_policies', exampleIds.policy, policyExample),
  resource('inhibition_rules', exampleIds.inhibition, inhibitionExample),
  resource('audit_log', exampleIds.auditEntry, { ...auditEntryExample, expireAt: null }),
  resource('user_org_memberships', exampleIds.otherMember, memberExample),
  resource('invitations', exampleIds.invitation, { ...invitationExample, state: 'pending' }),
  resource('exports', exampleIds.export, storedExportExample),
  {
    group: 'parts',
    path: `exports/${exampleIds.export}/parts/points.csv.gz-00000`,
    value: { data: new Uint8Array([31, 139]), expireAt: storedExportExample.expireAt },
  },
  resource('api_keys', exampleIds.apiKey, apiKeyExample),
  { group: 'runs', path: `forecast_jobs/${exampleIds.job}/runs/${exampleIds.run}`, value: runExample },
];

function resource(name: OrganizationCollection, id: string, value: object): ExampleResource {
  return { group: name, path: `${name}/${id}`, value };
}

/** Writes one of each resource into an organization. */
export async function writeExampleResources(
  firestore: Firestore,
  orgId: string,
  resources: readonly ExampleResource[] = exampleResources,
): Promise<void> {
  const batch = firestore.batch();
  for (const { group, path, value } of resources) {
    const document = firestore.doc(`organizations/${orgId}/${path}`);
    const schema: z.ZodObject = groupSchemas[group];
    batch.set(document.withConverter(schemaConverter(schema)), value);
  }
  await batch.commit();
}
