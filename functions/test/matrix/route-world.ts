import type { Firestore } from 'firebase-admin/firestore';
import type { CreatedApiKeyResponse } from '../../src/contracts/api-key.ts';
import { keyScopes, type Permission } from '../../src/contracts/permissions.ts';
import { organizationDocument } from '../../src/firestore/collections.ts';
import type { ApiRoute } from '../../src/http/routes/define-route.ts';
import { revokeApiKey } from '../../src/operator/api-keys/revoke-api-key.ts';
import { rotateApiKey } from '../../src/operator/api-keys/rotate-api-key.ts';
import type { ApiDocument } from '../fuzz-api/api-document.ts';
import { testContext } from '../support/context.ts';
import { type Answer, type TestApi, testApi, testNow, testServices } from '../support/http-api.ts';
import { type KeyOptions, type PlantedOrganization, plantOrganization } from './planted-organization.ts';
import { servedDocument } from './served-document.ts';

/** The app, and the organizations and keys that the cells of routes are made of. */
export interface RouteWorld {
  readonly api: TestApi;
  readonly firestore: Firestore;
  readonly document: ApiDocument;
  /** Whose credentials are presented. Nothing in it may change by a call that is refused. */
  readonly own: PlantedOrganization;
  /** Nothing of it may be seen or change, whatever is called. */
  readonly foreign: PlantedOrganization;
  readonly disabled: PlantedOrganization;
  readonly keys: {
    readonly full: string;
    readonly expired: string;
    readonly revoked: string;
    /** The secret of before a rotation, whose overlap is over. */
    readonly rotated: string;
    /** Taken from an address that no call here comes from. */
    readonly elsewhere: string;
    readonly disabled: string;
    readonly foreign: string;
  };
  /** A key of `own` with exactly these scopes. */
  keyWith(scopes: readonly Permission[], options?: KeyOptions): Promise<string>;
}

const earlier = new Date(testNow.getTime() - 86_400_000);
const soonAfter = new Date(earlier.getTime() + 3_600_000);

/** Makes it on the emulator, for the route table or for routes of a test. */
export async function openRouteWorld(routes?: readonly ApiRoute[]): Promise<RouteWorld> {
  const api = testApi(testServices(), routes);
  const { firestore } = api.services;
  const stranger = { stranger: 'owner' } as const;
  const [own, foreign, disabled] = await Promise.all([
    plantOrganization(firestore),
    plantOrganization(firestore, { twice: true, members: stranger }),
    plantOrganization(firestore),
  ]);
  const keys = {
    full: (await own.keyWith()).key,
    expired: (await own.keyWith(keyScopes, { now: earlier, expiresAt: soonAfter.toISOString() })).key,
    revoked: (await revokedKey(own)).key,
    rotated: (await rotatedKey(own)).key,
    elsewhere: (await own.keyWith(keyScopes, { addresses: ['192.0.2.1'] })).key,
    disabled: (await disabled.keyWith()).key,
    foreign: (await foreign.keyWith()).key,
  };
  await disable(firestore, disabled);
  const made = new Map<string, Promise<string>>();
  const keyWith = (scopes: readonly Permission[], options: KeyOptions = {}) => {
    const name = JSON.stringify([scopes, options]);
    const key = made.get(name) ?? own.keyWith(scopes, options).then((one) => used(api, one.key));
    made.set(name, key);
    return key;
  };
  await Promise.all(Object.values(keys).map((key) => used(api, key)));
  await api.services.deferred.run();
  return { api, firestore, document: servedDocument(routes), own, foreign, disabled, keys, keyWith };
}

/** The first use of a key is noted on it, once an hour; what is measured comes after. */
async function used(api: TestApi, key: string): Promise<string> {
  await api.call({ path: '/v1/organizations/current', key });
  await api.services.deferred.run();
  return key;
}

async function revokedKey(own: PlantedOrganization): Promise<CreatedApiKeyResponse> {
  const made = await own.keyWith();
  await revokeApiKey({ ctx: testContext({ orgId: own.orgId, now: testNow }), input: { keyId: made.keyId } });
  return made;
}

async function rotatedKey(own: PlantedOrganization): Promise<CreatedApiKeyResponse> {
  const made = await own.keyWith();
  const ctx = testContext({ orgId: own.orgId, now: earlier });
  await rotateApiKey({ ctx, input: { keyId: made.keyId, overlapSeconds: 60 } });
  return made;
}

async function disable(firestore: Firestore, { orgId }: PlantedOrganization): Promise<void> {
  const hashes = await firestore.collection('api_key_hashes').where('orgId', '==', orgId).get();
  await Promise.all([
    organizationDocument(firestore, orgId).update({ status: 'disabled' }),
    ...hashes.docs.map(({ ref }) => ref.update({ organizationStatus: 'disabled' })),
  ]);
}

/** What of an answer belongs to another organization, though the request did not name it. */
export function leaksIn(answer: Answer, secrets: readonly string[], request: unknown): string[] {
  const whole = `${JSON.stringify([...answer.headers])}\n${answer.text}`;
  const named = JSON.stringify(request);
  return secrets
    .filter((secret) => whole.includes(secret) && !named.includes(secret))
    .map((secret) => `the answer (${answer.status}) shows ${secret} of another organization`);
}
