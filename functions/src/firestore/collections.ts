import type { CollectionReference, DocumentReference, Firestore, Query } from 'firebase-admin/firestore';
import type { z } from 'zod';
import { alertEventSchema, alertSchema } from '../contracts/alert.ts';
import { alertRuleSchema } from '../contracts/alert-rule.ts';
import { alertRuleWatchSchema } from '../contracts/alert-rule-watch.ts';
import { analysisStateSchema, anomalySchema } from '../contracts/anomaly.ts';
import { anomalyBackfillSchema, backfillProgressSchema } from '../contracts/anomaly-backfill.ts';
import { apiKeyHashSchema, apiKeySchema } from '../contracts/api-key.ts';
import { auditEntrySchema } from '../contracts/audit-log.ts';
import { calibrationSchema } from '../contracts/calibration.ts';
import { exportPartSchema, exportSchema } from '../contracts/export.ts';
import { forecastSchema } from '../contracts/forecast.ts';
import { forecastBatchSchema } from '../contracts/forecast-batch.ts';
import { forecastJobSchema } from '../contracts/forecast-job.ts';
import { forecastRunSchema } from '../contracts/forecast-run.ts';
import { idempotencyKeySchema } from '../contracts/idempotency-key.ts';
import { inhibitionRuleSchema } from '../contracts/inhibition-rule.ts';
import { connectionSchema, ingestionSourceSchema } from '../contracts/integration.ts';
import { invitationHashSchema, invitationSchema } from '../contracts/invitation.ts';
import { membershipSchema } from '../contracts/member.ts';
import { chunkSchema, metricSchema } from '../contracts/metric.ts';
import { notificationChannelSchema } from '../contracts/notification-channel.ts';
import { notificationDeliverySchema } from '../contracts/notification-delivery.ts';
import { notificationGroupSchema } from '../contracts/notification-group.ts';
import { notificationPaceSchema } from '../contracts/notification-pace.ts';
import { notificationPolicySchema } from '../contracts/notification-policy.ts';
import { organizationSchema } from '../contracts/organization.ts';
import { silenceSchema } from '../contracts/silence.ts';
import { counterSchema, usageDaySchema, usageShardSchema } from '../contracts/usage.ts';
import { userSchema } from '../contracts/user.ts';
import { schemaConverter } from './converter.ts';
import * as paths from './paths.ts';

/** The schema of each collection directly below an organization. */
const schemas = {
  user_org_memberships: membershipSchema,
  invitations: invitationSchema,
  metrics: metricSchema,
  forecasts: forecastSchema,
  anomalies: anomalySchema,
  anomaly_backfills: anomalyBackfillSchema,
  alerts: alertSchema,
  alert_rules: alertRuleSchema,
  alert_rule_watches: alertRuleWatchSchema,
  ingestion_sources: ingestionSourceSchema,
  connections: connectionSchema,
  api_keys: apiKeySchema,
  forecast_jobs: forecastJobSchema,
  notification_channels: notificationChannelSchema,
  notification_policies: notificationPolicySchema,
  notification_groups: notificationGroupSchema,
  notification_deliveries: notificationDeliverySchema,
  inhibition_rules: inhibitionRuleSchema,
  silences: silenceSchema,
  audit_log: auditEntrySchema,
  usage: usageDaySchema,
  counters: counterSchema,
  idempotency_keys: idempotencyKeySchema,
  exports: exportSchema,
} as const satisfies Record<paths.OrganizationCollection, z.ZodObject>;

type Schemas = typeof schemas;

/** The schema of each collection group, those below other documents included. */
export const groupSchemas = {
  ...schemas,
  time_series: chunkSchema,
  analysis: analysisStateSchema,
  progress: backfillProgressSchema,
  events: alertEventSchema,
  calibration: calibrationSchema,
  runs: forecastRunSchema,
  batches: forecastBatchSchema,
  pace: notificationPaceSchema,
  usage_shards: usageShardSchema,
  invitation_hashes: invitationHashSchema,
  parts: exportPartSchema,
} as const satisfies Record<string, z.ZodObject>;

/** A typed collection of one organization: `collection(firestore, orgId, 'metrics')`. */
export function collection<K extends paths.OrganizationCollection>(
  firestore: Firestore,
  orgId: string,
  name: K,
): CollectionReference<z.output<Schemas[K]>> {
  const converter = schemaConverter(schemas[name]);
  return firestore
    .collection(paths.collectionPath(orgId, name))
    .withConverter(converter) as CollectionReference<z.output<Schemas[K]>>;
}

/** Memberships in all organizations: queries name the person. */
export const membershipGroup = (firestore: Firestore) =>
  firestore.collectionGroup('user_org_memberships').withConverter(schemaConverter(membershipSchema));

export const organizationDocument = (firestore: Firestore, orgId: string) =>
  firestore.doc(paths.organizationPath(orgId)).withConverter(schemaConverter(organizationSchema));

export const userDocument = (firestore: Firestore, uid: string) =>
  firestore.doc(paths.userPath(uid)).withConverter(schemaConverter(userSchema));

/** Keys of requests that a person makes for no organization. */
export const userIdempotencyKeys = (firestore: Firestore, uid: string) =>
  firestore
    .collection(paths.userIdempotencyKeysPath(uid))
    .withConverter(schemaConverter(idempotencyKeySchema));

export const apiKeyHashDocument = (firestore: Firestore, hash: string) =>
  firestore.doc(paths.apiKeyHashPath(hash)).withConverter(schemaConverter(apiKeyHashSchema));

/** Every key of every organization: queries name the organization. */
export const apiKeyHashCollection = (firestore: Firestore) =>
  firestore.collection(paths.apiKeyHashesPath).withConverter(schemaConverter(apiKeyHashSchema));

export const invitationHashDocument = (firestore: Firestore, hash: string) =>
  firestore.doc(paths.invitationHashPath(hash)).withConverter(schemaConverter(invitationHashSchema));

/** Every token of every organization's invitations: queries name the organization. */
export const invitationHashCollection = (firestore: Firestore) =>
  firestore.collection(paths.invitationHashesPath).withConverter(schemaConverter(invitationHashSchema));

export const chunkCollection = (firestore: Firestore, orgId: string, metricId: string) =>
  firestore
    .collection(paths.chunksPath(orgId, metricId))
    .withConverter(schemaConverter(groupSchemas.time_series));

export const analysisDocument = (firestore: Firestore, orgId: string, metricId: string) =>
  firestore.doc(paths.analysisPath(orgId, metricId)).withConverter(schemaConverter(groupSchemas.analysis));

export const backfillProgressDocument = (firestore: Firestore, orgId: string, backfillId: string) =>
  firestore
    .doc(paths.backfillProgressPath(orgId, backfillId))
    .withConverter(schemaConverter(groupSchemas.progress));

export const alertEventCollection = (firestore: Firestore, orgId: string, alertId: string) =>
  firestore
    .collection(paths.alertEventsPath(orgId, alertId))
    .withConverter(schemaConverter(groupSchemas.events));

export const calibrationCollection = (firestore: Firestore, orgId: string, ruleId: string) =>
  firestore
    .collection(paths.calibrationPath(orgId, ruleId))
    .withConverter(schemaConverter(groupSchemas.calibration));

export const runCollection = (firestore: Firestore, orgId: string, jobId: string) =>
  firestore.collection(paths.runsPath(orgId, jobId)).withConverter(schemaConverter(groupSchemas.runs));

export const paceDocument = (firestore: Firestore, orgId: string, channelId: string, lane: number) =>
  firestore.doc(paths.pacePath(orgId, channelId, lane)).withConverter(schemaConverter(groupSchemas.pace));

export const batchCollection = (firestore: Firestore, orgId: string, jobId: string, runId: string) =>
  firestore
    .collection(paths.batchesPath(orgId, jobId, runId))
    .withConverter(schemaConverter(forecastBatchSchema));

export const usageShardDocument = (firestore: Firestore, orgId: string, day: string, shard: number) =>
  firestore.doc(paths.usageShardPath(orgId, day, shard)).withConverter(schemaConverter(usageShardSchema));

/** The counts of all organizations that their day's document lacks something of. */
export const usageShardGroup = (firestore: Firestore) =>
  firestore.collectionGroup('usage_shards').withConverter(schemaConverter(usageShardSchema));

export const counterDocument = (firestore: Firestore, orgId: string, name: 'series') =>
  firestore.doc(paths.counterPath(orgId, name)).withConverter(schemaConverter(counterSchema));

export const exportPartCollection = (firestore: Firestore, orgId: string, exportId: string) =>
  firestore
    .collection(paths.exportPartsPath(orgId, exportId))
    .withConverter(schemaConverter(groupSchemas.parts));

export type { CollectionReference, DocumentReference, Firestore, Query };
