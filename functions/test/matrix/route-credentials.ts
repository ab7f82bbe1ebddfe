import {
  keyScopes,
  type Permission,
  personOnlyPermissions,
  rolePermissions,
  roles,
} from '../../src/contracts/permissions.ts';
import type { ApiRoute } from '../../src/http/routes/define-route.ts';
import { makeApiKey } from '../../src/operator/auth/api-key-format.ts';
import { personOf } from './planted-organization.ts';
import type { RouteWorld } from './route-world.ts';

/** How a call by a credential has to end. */
export type Outcome =
  /** It gets as far as the verb. */
  | 'passes'
  /** It is answered, however: what it is about is the caller's. */
  | 'answered'
  | { readonly status: number; readonly reasons: readonly string[]; readonly permission?: string };

/** What is presented, and how it has to end. Absent headers are a call without any. */
export interface Credential {
  readonly name: string;
  readonly outcome: Outcome;
  headers(world: RouteWorld): Promise<Record<string, string>> | Record<string, string>;
}

/** What the first example of a route asks for beyond what every call of the route needs. */
const neededByExample: Readonly<Record<string, readonly Permission[]>> = {
  detectAnomalies: ['metrics:read'],
  createApiKey: ['metrics:write'],
  changeMemberRole: rolePermissions.viewer,
  createInvitation: rolePermissions.viewer,
  resendInvitation: rolePermissions.viewer,
  updateApiKey: ['metrics:read', 'metrics:write'],
  rotateApiKey: ['metrics:read', 'metrics:write'],
};

const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });
const refused = (status: number, ...reasons: string[]): Outcome => ({ status, reasons });
const forgedToken = `${btoa('{"alg":"none"}')}.${btoa('{"sub":"matrix_owner"}')}.`;

const unauthenticated: readonly Credential[] = [
  { name: 'no credential', outcome: refused(401, 'CREDENTIALS_MISSING'), headers: () => ({}) },
  {
    name: 'malformed key',
    outcome: refused(401, 'API_KEY_INVALID'),
    headers: () => bearer('iv_short'),
  },
  {
    name: 'wrong key',
    outcome: refused(401, 'API_KEY_INVALID'),
    headers: () => bearer(makeApiKey()),
  },
  {
    name: 'key with a wrong checksum',
    outcome: refused(401, 'API_KEY_INVALID'),
    headers: () => bearer(makeApiKey().replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))),
  },
  {
    name: 'wrong key in X-Api-Key',
    outcome: refused(401, 'API_KEY_INVALID'),
    headers: () => ({ 'X-Api-Key': makeApiKey() }),
  },
  { name: 'forged ID token', outcome: refused(401, 'ID_TOKEN_INVALID'), headers: () => bearer(forgedToken) },
];

const ofOthers: readonly Credential[] = [
  ...unauthenticated,
  {
    name: 'expired key',
    outcome: refused(401, 'API_KEY_EXPIRED'),
    headers: ({ keys }) => bearer(keys.expired),
  },
  {
    name: 'revoked key',
    outcome: refused(401, 'API_KEY_INVALID'),
    headers: ({ keys }) => bearer(keys.revoked),
  },
  {
    name: 'replaced secret of a key',
    outcome: refused(401, 'API_KEY_EXPIRED'),
    headers: ({ keys }) => bearer(keys.rotated),
  },
  {
    name: 'key restricted to other addresses',
    outcome: refused(403, 'API_KEY_ADDRESS_REFUSED'),
    headers: ({ keys }) => bearer(keys.elsewhere),
  },
  {
    name: 'key that names another organization',
    outcome: refused(404, 'ORGANIZATION_NOT_FOUND'),
    headers: ({ keys, foreign }) => ({ ...bearer(keys.full), 'X-Organization-Id': foreign.orgId }),
  },
  {
    name: "another organization's key that names this one",
    outcome: refused(404, 'ORGANIZATION_NOT_FOUND'),
    headers: ({ keys, own }) => ({ ...bearer(keys.foreign), 'X-Organization-Id': own.orgId }),
  },
  {
    name: 'member of another organization',
    outcome: refused(404, 'ORGANIZATION_NOT_FOUND'),
    headers: ({ own }) => ({ ...bearer('token-of-stranger'), 'X-Organization-Id': own.orgId }),
  },
  {
    name: 'person of no organization',
    outcome: refused(404, 'ORGANIZATION_NOT_FOUND'),
    headers: ({ foreign }) => ({ ...bearer('token-of-newcomer'), 'X-Organization-Id': foreign.orgId }),
  },
  {
    name: 'member who names no organization',
    outcome: refused(400, 'ORGANIZATION_HEADER_MISSING'),
    headers: () => bearer(`token-of-${personOf('owner')}`),
  },
  {
    name: 'key of a disabled organization',
    outcome: refused(403, 'ORGANIZATION_DISABLED'),
    headers: ({ keys }) => bearer(keys.disabled),
  },
  {
    name: 'owner of a disabled organization',
    outcome: refused(403, 'ORGANIZATION_DISABLED'),
    headers: ({ disabled }) => ({
      ...bearer(`token-of-${personOf('owner')}`),
      'X-Organization-Id': disabled.orgId,
    }),
  },
];

/** What an owner may do for a disabled organization, and the tests that say how it ends. */
const servedWhileDisabled: Readonly<Record<string, string>> = {
  disableCurrentOrganization: 'operator/tenancy/status.emulator.test.ts',
  enableCurrentOrganization: 'operator/tenancy/status.emulator.test.ts',
  deleteOrganization: 'custody/erasure',
};

/** Every credential that a route of members is called with, and how each call has to end. */
export function memberCredentials(route: ApiRoute, needed: readonly Permission[]): Credential[] {
  const { config, access } = route;
  const further = neededByExample[config.operationId] ?? [];
  const outcomeOf = (granted: readonly Permission[]): Outcome => {
    const missing = needed.find((permission) => !granted.includes(permission));
    if (missing !== undefined) return { status: 403, reasons: ['PERMISSION_MISSING'], permission: missing };
    if (further.every((permission) => granted.includes(permission))) return 'passes';
    return refused(403, 'PERMISSION_MISSING', 'SCOPES_EXCEED_PERMISSIONS', 'ROLE_EXCEEDS_PERMISSIONS');
  };
  const key = (name: string, scopes: readonly Permission[]): Credential => ({
    name,
    outcome: outcomeOf(scopes),
    headers: async (world) => bearer(await world.keyWith(scopes)),
  });
  const ofDisabled = Object.hasOwn(servedWhileDisabled, config.operationId);
  return [
    ...ofOthers.filter(({ name }) => !(ofDisabled && name === 'owner of a disabled organization')),
    {
      name: 'key restricted to other metrics',
      outcome: needed.some((one) => personOnlyPermissions.includes(one))
        ? refused(403, 'PERMISSION_MISSING')
        : restrictedOutcome(route),
      headers: async (world) => bearer(await world.keyWith(keyScopes, { metricPrefixes: ['nobody.'] })),
    },
    ...roles.map((role) => ({
      name: `role ${role}`,
      outcome: access === 'key' ? refused(401, 'API_KEY_REQUIRED') : outcomeOf(rolePermissions[role]),
      headers: ({ own }: RouteWorld) => ({
        ...bearer(`token-of-${personOf(role)}`),
        'X-Organization-Id': own.orgId,
      }),
    })),
    ...keyScopes.map((scope) => key(`scope ${scope} alone`, [scope])),
    ...needed.map((missing) =>
      key(
        `every scope but ${missing}`,
        keyScopes.filter((permission) => permission !== missing),
      ),
    ),
    ...(needed.length === 0 || needed.some((one) => personOnlyPermissions.includes(one))
      ? []
      : [key('the needed scopes and no other', [...new Set([...needed, ...further])])]),
  ];
}

/** The key of the examples has no restrictions, and no key may change or replace one that reaches further. */
const changesOtherKeys: ReadonlySet<string> = new Set(['updateApiKey', 'rotateApiKey']);

/** A key that may touch metrics of which there are none sees nothing of those that there are, and changes nothing. */
function restrictedOutcome({ metrics, access, config }: ApiRoute): Outcome {
  if (changesOtherKeys.has(config.operationId)) return refused(403, 'RESTRICTIONS_EXCEED_CALLER');
  if (metrics === 'none' || access === 'key') return 'passes';
  return metrics === 'own' ? 'answered' : refused(403, 'KEY_RESTRICTED_TO_METRICS');
}

/** What a route for a signed-in person is called with; who is signed in and belongs nowhere passes, and changes nothing of others. */
export const personCredentials: readonly Credential[] = [
  ...unauthenticated.map((credential) =>
    /key/.test(credential.name)
      ? { ...credential, outcome: refused(401, 'ID_TOKEN_REQUIRED', 'API_KEY_INVALID') }
      : credential,
  ),
  {
    name: 'key with every scope',
    outcome: refused(401, 'ID_TOKEN_REQUIRED'),
    headers: ({ keys }) => bearer(keys.full),
  },
  { name: 'person of no organization', outcome: 'answered', headers: () => bearer('token-of-newcomer') },
];
