/**
 * Where documents live. Every path below an organization takes the organization's id first, so that an unscoped path
 * cannot be written.
 */
function segment(value: string): string {
  if (value === '' || value === '.' || value === '..' || value.includes('/') || /^__.*__$/.test(value)) {
    throw new RangeError(`${JSON.stringify(value)} cannot be part of a document path`);
  }
  return value;
}

const join = (...parts: readonly string[]): string => parts.map(segment).join('/');

export const organizationPath = (orgId: string): string => join('organizations', orgId);
export const userPath = (uid: string): string => join('users', uid);
export const userIdempotencyKeysPath = (uid: string): string => join('users', uid, 'idempotency_keys');
export const apiKeyHashesPath = 'api_key_hashes';
export const apiKeyHashPath = (hash: string): string => join(apiKeyHashesPath, hash);

export const invitationHashesPath = 'invitation_hashes';
export const invitationHashPath = (hash: string): string => join(invitationHashesPath, hash);

/** The collections directly below an organization. */
export const organizationCollections = [
  'user_org_memberships',
  'invitations',
  'metrics',
  'forecasts',
  'anomalies',
  'anomaly_backfills',
  'alerts',
  'alert_rules',
  'alert_rule_watches',
  'ingestion_sources',
  'connections',
  'api_keys',
  'forecast_jobs',
  'notification_channels',
  'notification_policies',
  'notification_groups',
  'notification_deliveries',
  'inhibition_rules',
  'silences',
  'audit_log',
  'usage',
  'counters',
  'idempotency_keys',
  'exports',
] as const;

export type OrganizationCollection = (typeof organizationCollections)[number];

export const collectionPath = (orgId: string, name: OrganizationCollection): string =>
  join('organizations', orgId, name);

export const chunksPath = (orgId: string, metricId: string): string =>
  join('organizations', orgId, 'metrics', metricId, 'time_series');

export const analysisPath = (orgId: string, metricId: string): string =>
  join('organizations', orgId, 'metrics', metricId, 'analysis', 'current');

export const backfillProgressPath = (orgId: string, backfillId: string): string =>
  join('organizations', orgId, 'anomaly_backfills', backfillId, 'progress', 'current');

export const alertEventsPath = (orgId: string, alertId: string): string =>
  join('organizations', orgId, 'alerts', alertId, 'events');

export const calibrationPath = (orgId: string, ruleId: string): string =>
  join('organizations', orgId, 'alert_rules', ruleId, 'calibration');

export const runsPath = (orgId: string, jobId: string): string =>
  join('organizations', orgId, 'forecast_jobs', jobId, 'runs');

export const pacePath = (orgId: string, channelId: string, lane: number): string =>
  join('organizations', orgId, 'notification_channels', channelId, 'pace', String(lane));

export const batchesPath = (orgId: string, jobId: string, runId: string): string =>
  join('organizations', orgId, 'forecast_jobs', jobId, 'runs', runId, 'batches');

export const usageShardPath = (orgId: string, day: string, shard: number): string =>
  join('organizations', orgId, 'usage', day, 'usage_shards', String(shard));

export const counterPath = (orgId: string, name: string): string =>
  join('organizations', orgId, 'counters', name);

export const exportPartsPath = (orgId: string, exportId: string): string =>
  join('organizations', orgId, 'exports', exportId, 'parts');

/** The organization that a document path lies in; undefined for paths outside `organizations`. */
export function organizationOf(path: string): string | undefined {
  const [root, orgId] = path.split('/');
  return root === 'organizations' ? orgId : undefined;
}
