import { createRequire } from 'node:module';
import { FieldPath, Firestore, type Query } from 'firebase-admin/firestore';
import { describe, expect, it } from 'vitest';
import type { Invitation } from '../../src/contracts/invitation.ts';
import type { Metric } from '../../src/contracts/metric.ts';
import { invitationsTo } from '../../src/custody/erasure/user-places.ts';
import { dueQuery } from '../../src/notifications/deliveries/delivery-queries.ts';
import { openInvitations } from '../../src/operator/invitations/invitation-documents.ts';
import { pendingShards } from '../../src/operator/limits/roll-up-usage.ts';
import { membershipsOf } from '../../src/operator/tenancy/list-my-organizations.ts';
import { rulesOfJob } from '../../src/pipeline/alert/job-watchers.ts';
import { silentQuery } from '../../src/pipeline/alert/watch/silent-series.ts';
import { dueGroups } from '../../src/scheduling/advance-groups.ts';
import { dueSilences } from '../../src/scheduling/advance-silences.ts';
import { dueWatches } from '../../src/scheduling/advance-watches.ts';
import { sweepQueries } from '../../src/scheduling/sweep-queries.ts';
import { jobsWaitingFor } from '../../src/scheduling/turn-counter.ts';
import { type IndexSpec, readIndexSpec } from '../support/indexes/index-spec.ts';
import { missingIndex } from '../support/indexes/missing-index.ts';
import { queryShape } from '../support/indexes/query-shape.ts';

/** The validator that `firebase deploy` runs; firebase-tools ships no types for it. */
interface Validator {
  upgradeOldSpec(spec: unknown): unknown;
  validateSpec(spec: unknown): void;
}

const { FirestoreApi } = createRequire(import.meta.url)('firebase-tools/lib/firestore/api.js') as {
  FirestoreApi: new () => Validator;
};

const spec = readIndexSpec();
/** Never connected: queries are built and looked at, not run. */
const firestore = new Firestore({ projectId: 'demo-intentvision' });
const now = new Date('2026-11-21T12:00:00Z');
const name = FieldPath.documentId();

const inOrganization = (path: string): Query => firestore.collection(`organizations/org_1/${path}`);
const latest = (query: Query, field: string): Query => query.orderBy(field, 'desc').orderBy(name, 'desc');
const alerts = inOrganization('alerts');
const anomalies = inOrganization('anomalies');
const runs = inOrganization('forecast_jobs/job_1/runs');
const forecasts = inOrganization('forecasts');
const auditLog = inOrganization('audit_log');
const deliveries = inOrganization('notification_deliveries');
const sweep = sweepQueries(firestore, { now, dueBy: now });

/** The queries that declared indexes exist for, each as its verb makes it. */
const served: Readonly<Record<string, Query>> = {
  'invitations to an address, of all organizations': invitationsTo({ firestore }, 'ada@example.com'),
  'chunks of a span': inOrganization('metrics/met_1/time_series')
    .where('startAt', '<', now)
    .where('endAt', '>', now)
    .orderBy('startAt')
    .orderBy('endAt'),
  'forecasts of a series, latest first': latest(forecasts.where('metricId', '==', 'met_1'), 'madeAt'),
  'forecasts of a series that were made before': forecasts
    .where('metricId', '==', 'met_1')
    .where('madeAt', '<=', now)
    .orderBy('madeAt', 'desc'),
  'forecasts of a sum, latest first': latest(forecasts.where('sumId', '==', 'sum_1'), 'madeAt'),
  'forecasts of a job, latest first': latest(forecasts.where('jobId', '==', 'job_1'), 'madeAt'),
  'anomalies of a series, latest first': latest(anomalies.where('metricId', '==', 'met_1'), 'startAt'),
  'labelled anomalies of a series, latest first': anomalies
    .where('metricId', '==', 'met_1')
    .where('label', 'in', ['true', 'false', 'expected'])
    .orderBy('startAt', 'desc'),
  'anomalies of a severity since': latest(
    anomalies.where('severity', '==', 'high').where('startAt', '>=', now),
    'startAt',
  ),
  'anomalies of a series in a range, latest first': anomalies
    .where('metricId', '==', 'met_1')
    .where('startAt', '>=', now)
    .where('startAt', '<', now)
    .orderBy('startAt', 'desc'),
  'series of a key, last written first': inOrganization('metrics')
    .where('key', '==', 'requests')
    .orderBy('updatedAt', 'desc'),
  // What an API key restricted to prefixes lists; several prefixes are a disjunction, which is served as each of its parts is.
  'series of a prefix, in order of key': inOrganization('metrics')
    .where('key', '>=', 'orders.')
    .where('key', '<', 'orders.~')
    .orderBy('key')
    .orderBy(name),
  'hashes of an API key, by merging': firestore
    .collection('api_key_hashes')
    .where('orgId', '==', 'org_1')
    .where('keyId', '==', 'key_1'),
  'the last episode of a fingerprint': alerts.where('fingerprint', '==', 'f00d').orderBy('startedAt', 'desc'),
  'alerts by state': latest(alerts.where('state', '==', 'firing'), 'startedAt'),
  'alerts that are open': latest(alerts.where('open', '==', true), 'startedAt'),
  'alerts of a rule': latest(alerts.where('ruleId', '==', 'rul_1'), 'startedAt'),
  'alerts of a job': latest(alerts.where('jobId', '==', 'job_1'), 'startedAt'),
  'alerts of a series': latest(alerts.where('metricId', '==', 'met_1'), 'startedAt'),
  'runs of a state, latest first': latest(runs.where('state', '==', 'failed'), 'scheduledFor'),
  'runs of a trigger in a range, latest first': latest(
    runs.where('trigger', '==', 'manual').where('scheduledFor', '>=', now).where('scheduledFor', '<', now),
    'scheduledFor',
  ),
  'runs of a state and a trigger, latest first': latest(
    runs.where('state', '==', 'failed').where('trigger', '==', 'manual'),
    'scheduledFor',
  ),
  'silences of a state, latest first': latest(
    inOrganization('silences').where('state', '==', 'active'),
    'startsAt',
  ),
  'changes by somebody, latest first': latest(auditLog.where('actor', '==', 'user:ada'), 'at'),
  'changes of a kind in a range, latest first': latest(
    auditLog.where('action', '==', 'alert-rule.update').where('at', '>=', now).where('at', '<', now),
    'at',
  ),
  'changes of a kind of resource, latest first': latest(
    auditLog.where('resourceType', '==', 'alert-rule'),
    'at',
  ),
  'changes of a resource, latest first': latest(auditLog.where('resourceId', '==', 'rul_1'), 'at'),
  'changes of a time, oldest first': auditLog.where('at', '>=', now).orderBy('at').orderBy(name),
  'silences that begin or end, of all organizations': dueSilences(firestore, now),
  'rules to look at for silence, of all organizations': dueWatches(firestore, now),
  'rules that watch a forecast job, by merging': rulesOfJob(inOrganization('alert_rules'), 'job_1'),
  'series of a key that have fallen silent': silentQuery(
    inOrganization('metrics') as Query<Metric>,
    'requests',
    now,
    now,
  ),
  'counts that are to be summed up, of all organizations': pendingShards(firestore),
  'series of a key, counted': inOrganization('metrics').where('key', '==', 'requests'),
  'silences that may hold': inOrganization('silences').where('window.startsAt', '<=', now),
  'alerts that a silence may bear on': alerts.where('open', '==', true).orderBy(name),
  'alerts that a silence silences': alerts.where('silencedBy', 'array-contains', 'sil_1').orderBy(name),
  'jobs that are due, of all organizations': sweep.dueJobs,
  'jobs reconciled in an earlier form, of all organizations': sweep.jobsOfBefore,
  'jobs of an organization that wait for one instant': jobsWaitingFor(firestore, 'org_1', now),
  'runs whose lease ran out, of all organizations': sweep.expiredRuns,
  'groups that are to be looked at, of all organizations': dueGroups(firestore, now),
  'open alerts of a group, oldest first': alerts
    .where('groupIds', 'array-contains', 'grp_1')
    .where('open', '==', true)
    .orderBy('startedAt'),
  'memberships of a person, of all organizations': membershipsOf(firestore, 'ada'),
  'invitations that are open': openInvitations(inOrganization('invitations') as Query<Invitation>, now),
  'deliveries that are due, of all organizations': dueQuery(firestore, now),
  'deliveries of a channel, latest first': latest(deliveries.where('channelId', '==', 'chn_1'), 'createdAt'),
  'deliveries of a state, latest first': latest(deliveries.where('state', '==', 'failed'), 'createdAt'),
  'deliveries that tell of an alert, latest first': latest(
    deliveries.where('alertIds', 'array-contains', 'alr_1'),
    'createdAt',
  ),
  'runs of a job that are not finished': inOrganization('forecast_jobs/job_1/runs').where(
    'leaseExpiresAt',
    '>',
    now,
  ),
};

const missing = (query: Query, declared: IndexSpec = spec) => missingIndex(queryShape(query), declared);

describe('firestore.indexes.json', () => {
  it('passes the validator that deploying runs', () => {
    const validator = new FirestoreApi();
    expect(() => validator.validateSpec(validator.upgradeOldSpec(spec))).not.toThrow();
    const broken = { indexes: [{ collectionGroup: 'alerts', queryScope: 'GALAXY', fields: [] }] };
    expect(() => validator.validateSpec(validator.upgradeOldSpec(broken))).toThrow();
  });

  it.each(Object.entries(served))('serves %s', (_, query) => {
    expect(missing(query)).toBeUndefined();
  });

  it.each(spec.indexes.map((index) => [JSON.stringify(index), index] as const))('needs %s', (_, index) => {
    const without = { ...spec, indexes: spec.indexes.filter((other) => other !== index) };
    const unserved = Object.values(served).filter((query) => missing(query, without) !== undefined);
    expect(unserved.map((query) => missing(query, without))).toContainEqual(index);
  });

  it.each(
    spec.fieldOverrides
      .filter(({ indexes }) => indexes.length > 0)
      .map((override) => [`${override.collectionGroup}.${override.fieldPath}`, override] as const),
  )('needs its indexes of %s', (_, override) => {
    const without = { ...spec, fieldOverrides: spec.fieldOverrides.filter((other) => other !== override) };
    expect(Object.values(served).some((query) => missing(query, without) !== undefined)).toBe(true);
  });

  it.each([
    ['alert_rule_watches', 'nextCheckAt'],
    ['forecast_jobs', 'status.dueAt'],
    ['forecast_jobs', 'status.nextRunAt'],
    ['runs', 'leaseExpiresAt'],
    ['notification_deliveries', 'nextAttemptAt'],
    ['notification_groups', 'nextFlushAt'],
  ])('has no index over all organizations that grows at one end only: %s by %s', (group, field) => {
    const bare = firestore.collectionGroup(group).where(field, '<=', now).orderBy(field);
    expect(missing(bare)).toMatchObject({ collectionGroup: group });
  });

  it('names each index and each field once', () => {
    const indexes = spec.indexes.map((index) => JSON.stringify(index));
    const fields = spec.fieldOverrides.map(
      ({ collectionGroup, fieldPath }) => `${collectionGroup}.${fieldPath}`,
    );
    expect(new Set([...indexes, ...fields]).size).toBe(indexes.length + fields.length);
  });

  it.each([
    ['time_series', 'points'],
    ['forecasts', 'points'],
    ['forecasts', 'card'],
    ['anomalies', 'contributions'],
    ['runs', 'outcomes'],
    ['analysis', 'detector'],
    ['analysis', 'gate'],
    ['analysis', 'pointsByChunk'],
    ['progress', 'analysis'],
    ['audit_log', 'before'],
    ['audit_log', 'after'],
    ['notification_deliveries', 'notification'],
    ['notification_deliveries', 'attempts'],
    ['notification_deliveries', 'digestOf'],
    ['usage_shards', 'instances'],
  ])('spares %s the indexing of %s, which holds many values', (collectionGroup, fieldPath) => {
    const query = firestore.collection(`organizations/o/${collectionGroup}`).where(`${fieldPath}.x`, '==', 1);
    expect(missing(query)).toMatchObject({ collectionGroup });
  });
});
