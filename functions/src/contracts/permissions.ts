import { z } from 'zod';

/** What may be done, as resource and action. A role grants a set of these; an API key's scopes are a list of them. */
export const permissions = [
  'organization:read',
  'organization:write',
  'organization:disable',
  'organization:delete',
  'organization:transfer',
  'members:read',
  'members:write',
  'invitations:read',
  'invitations:write',
  'metrics:read',
  'metrics:write',
  'forecasts:read',
  'forecasts:write',
  'anomalies:read',
  'anomalies:write',
  'alerts:read',
  'alerts:write',
  'alert-rules:read',
  'alert-rules:write',
  'forecast-jobs:read',
  'forecast-jobs:write',
  'ingestion-sources:read',
  'ingestion-sources:write',
  'connections:read',
  'connections:write',
  'notification-channels:read',
  'notification-channels:write',
  'notification-policies:read',
  'notification-policies:write',
  'notification-deliveries:read',
  'notification-deliveries:write',
  'silences:read',
  'silences:write',
  'api-keys:read',
  'api-keys:write',
  'usage:read',
  'audit-log:read',
  'exports:read',
  'exports:write',
] as const;

export type Permission = (typeof permissions)[number];

/** What only a signed-in person may do: no API key has these, whoever makes it. */
export const personOnlyPermissions: readonly Permission[] = [
  'organization:disable',
  'organization:delete',
  'organization:transfer',
];

/** What an API key can be given. */
export const keyScopes = permissions.filter((permission) => !personOnlyPermissions.includes(permission));

export const permissionSchema = z
  .enum(permissions)
  .meta({ description: 'resource and action', example: 'metrics:write' });

export const roles = ['owner', 'admin', 'member', 'viewer'] as const;

export type Role = (typeof roles)[number];

export const roleSchema = z.enum(roles).meta({ description: 'role of a member in an organization' });

const viewer: readonly Permission[] = [
  'organization:read',
  'members:read',
  'metrics:read',
  'forecasts:read',
  'anomalies:read',
  'alerts:read',
  'alert-rules:read',
  'forecast-jobs:read',
  'ingestion-sources:read',
  'notification-policies:read',
  'silences:read',
  'usage:read',
];

const member: readonly Permission[] = [
  ...viewer,
  'metrics:write',
  'forecasts:write',
  'anomalies:write',
  'alerts:write',
  'forecast-jobs:write',
  'notification-deliveries:read',
  'silences:write',
];

const admin: readonly Permission[] = [
  ...member,
  'organization:write',
  'members:write',
  'invitations:read',
  'invitations:write',
  'alert-rules:write',
  'ingestion-sources:write',
  'connections:read',
  'connections:write',
  'notification-channels:read',
  'notification-channels:write',
  'notification-policies:write',
  'notification-deliveries:write',
  'api-keys:read',
  'api-keys:write',
  'audit-log:read',
  'exports:read',
  'exports:write',
];

/** The one table of what each role may do. `firestore.rules` mirrors it, and a test holds the two together. */
export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  owner: permissions,
  admin,
  member,
  viewer,
};
