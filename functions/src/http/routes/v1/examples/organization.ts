import type { z } from 'zod';
import type { apiKeyResponseSchema, createdApiKeyResponseSchema } from '../../../../contracts/api-key.ts';
import type { MemberResponse } from '../../../../contracts/member.ts';
import type { MyOrganization, organizationResponseSchema } from '../../../../contracts/organization.ts';
import type { ProfileResponse } from '../../../../contracts/user.ts';
import { exampleIds } from './ids.ts';

export const organizationExample: z.output<typeof organizationResponseSchema> = {
  organizationId: exampleIds.organization,
  name: 'Acme Logistics',
  status: 'active',
  createdAt: new Date('2026-11-20T09:00:00Z'),
  updatedAt: new Date('2026-11-20T09:00:00Z'),
  createdBy: 'user:Zk3qX1b2c3d4e5f6',
};

export const myOrganizationExample: MyOrganization = {
  organizationId: exampleIds.organization,
  name: 'Acme Logistics',
  status: 'active',
  role: 'viewer',
  joinedAt: new Date('2026-11-20T09:00:00Z'),
};

export const memberExample: MemberResponse = {
  uid: exampleIds.otherMember,
  role: 'member',
  createdAt: new Date('2026-11-20T09:00:00Z'),
  updatedAt: new Date('2026-11-20T09:00:00Z'),
  displayName: 'Grace',
  email: 'grace@acme.example',
};

export const profileExample: ProfileResponse = {
  uid: exampleIds.member,
  displayName: 'Ada',
  email: 'ada@acme.example',
  emailVerified: true,
  timeZone: 'Europe/Vienna',
  createdAt: new Date('2026-11-20T09:00:00Z'),
  updatedAt: new Date('2026-11-20T09:00:00Z'),
};

export const apiKeyExample: z.output<typeof apiKeyResponseSchema> = {
  keyId: exampleIds.apiKey,
  name: 'ingest from the warehouse',
  scopes: ['metrics:read', 'metrics:write'],
  hint: 'iv_live_Zk3q…',
  metricPrefixes: null,
  addresses: null,
  expiresAt: null,
  revokedAt: null,
  rotatedAt: null,
  overlapUntil: null,
  lastUsedAt: null,
  createdAt: new Date('2026-11-20T09:05:00Z'),
  createdBy: 'user:Zk3qX1b2c3d4e5f6',
};

export const createdApiKeyExample: z.output<typeof createdApiKeyResponseSchema> = {
  ...apiKeyExample,
  key: 'iv_live_Zk3q…',
};
