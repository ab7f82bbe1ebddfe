import type { Permission } from '../../../src/contracts/permissions.ts';

/** What a client may do to the documents of a collection, and with which permission; null: nobody may. */
export interface Access {
  readonly get: Permission | null;
  readonly list: Permission | null;
  readonly create: Permission | null;
  readonly update: Permission | null;
  readonly delete: Permission | null;
}

export const operations = ['get', 'list', 'create', 'update', 'delete'] as const;

export type Operation = (typeof operations)[number];

const closed: Access = { get: null, list: null, create: null, update: null, delete: null };

const readable = (permission: Permission): Access => ({ ...closed, get: permission, list: permission });

/** Without deleting, where more goes with a document than the document. */
const editable = (permission: Permission) => ({ create: permission, update: permission });

/** The table of docs/data-model.md, "Read under rules by" and "Written by", in terms of permissions. */
export const clientAccess = {
  organizations: { ...closed, get: 'organization:read' },
  user_org_memberships: readable('members:read'),
  invitations: readable('invitations:read'),
  metrics: { ...readable('metrics:read'), update: 'metrics:write' },
  time_series: readable('metrics:read'),
  forecasts: readable('forecasts:read'),
  anomalies: { ...readable('anomalies:read'), update: 'anomalies:write' },
  anomaly_backfills: readable('anomalies:read'),
  alerts: readable('alerts:read'),
  alert_events: readable('alerts:read'),
  alert_rules: { ...readable('alert-rules:read'), ...editable('alert-rules:write') },
  ingestion_sources: {
    ...readable('ingestion-sources:read'),
    ...editable('ingestion-sources:write'),
    delete: 'ingestion-sources:write',
  },
  connections: readable('connections:read'),
  api_keys: readable('api-keys:read'),
  notification_channels: readable('notification-channels:read'),
  notification_policies: readable('notification-policies:read'),
  inhibition_rules: readable('notification-policies:read'),
  notification_groups: readable('notification-deliveries:read'),
  notification_deliveries: readable('notification-deliveries:read'),
  silences: readable('silences:read'),
  usage: readable('usage:read'),
  audit_log: readable('audit-log:read'),
  forecast_jobs: { ...readable('forecast-jobs:read'), ...editable('forecast-jobs:write') },
  runs: readable('forecast-jobs:read'),
  batches: readable('forecast-jobs:read'),
} as const satisfies Record<string, Access>;

/** Permissions that the HTTP API honours and the rules do not: what they allow is the server's to write. */
export const serverOnly: readonly Permission[] = [
  'organization:write',
  'organization:disable',
  'organization:delete',
  'organization:transfer',
  'members:write',
  'invitations:write',
  'forecasts:write',
  'alerts:write',
  'connections:write',
  'notification-channels:write',
  'notification-policies:write',
  'notification-deliveries:write',
  'silences:write',
  'api-keys:write',
  'exports:read',
  'exports:write',
];
