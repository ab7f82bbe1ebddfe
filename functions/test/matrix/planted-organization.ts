import type { Firestore } from 'firebase-admin/firestore';
import type { CreatedApiKeyResponse } from '../../src/contracts/api-key.ts';
import { randomId } from '../../src/contracts/ids.ts';
import { keyScopes, type Permission, roles } from '../../src/contracts/permissions.ts';
import { collection, organizationDocument } from '../../src/firestore/collections.ts';
import { createApiKey } from '../../src/operator/api-keys/create-api-key.ts';
import { testContext } from '../support/context.ts';
import {
  type ExampleResource,
  exampleResources,
  writeExampleResources,
} from '../support/example-resources.ts';
import { testNow } from '../support/http-api.ts';
import { markedResources, newMarker } from '../support/marked-documents.ts';
import { freshIds, type IdMap, renamed } from './fresh-ids.ts';

/** An organization with one or two of each resource, ids that nobody can guess, and a member of each role. */
export interface PlantedOrganization {
  readonly orgId: string;
  /** In each of its texts and in no other organization's. */
  readonly marker: string;
  /** Ids of the examples, and what stands for them here. */
  readonly ids: IdMap;
  /** Ids of a second resource of each kind, where there is one. */
  readonly secondIds: IdMap;
  /** Everything that may stand in no answer to others: marker, organization and ids. */
  readonly secrets: readonly string[];
  /** A key of the organization with these scopes; all of them by default. */
  keyWith(scopes?: readonly Permission[], options?: KeyOptions): Promise<CreatedApiKeyResponse>;
}

export interface KeyOptions {
  /** When it is made. */
  readonly now?: Date;
  readonly expiresAt?: string;
  readonly addresses?: readonly string[];
  readonly metricPrefixes?: readonly string[];
}

/** The person who has a role in each planted organization. */
export const personOf = (role: string): string => `matrix_${role}`;

export interface PlantOptions {
  readonly twice?: boolean;
  readonly status?: 'active' | 'disabled';
  /** Who is a member, and as what; one person of each role by default. */
  readonly members?: Readonly<Record<string, (typeof roles)[number]>>;
}

/** More calls come in one instant here than any plan allows in a minute. */
export const unbounded = {
  limits: { requestsPerMinute: 1_000_000_000, requestsPerMinutePerCaller: 1_000_000_000 },
};

const everyRole = Object.fromEntries(roles.map((role) => [personOf(role), role]));

export async function plantOrganization(
  firestore: Firestore,
  { twice = false, status = 'active', members = everyRole }: PlantOptions = {},
): Promise<PlantedOrganization> {
  const orgId = randomId('organization');
  const marker = newMarker();
  const [ids, secondIds] = [freshIds(orgId), freshIds(orgId)];
  const marked = markedResources(exampleResources, marker);
  const written: readonly ExampleResource[] = [
    ...marked.map((resource) => renamed(resource, ids)),
    ...(twice ? marked.map((resource) => renamed(resource, secondIds)) : []),
  ];
  const origin = { createdAt: testNow, updatedAt: testNow };
  const batch = firestore.batch();
  batch.set(organizationDocument(firestore, orgId), {
    name: marker,
    status,
    ...unbounded,
    ...origin,
    createdBy: 'user:ada',
  });
  for (const [uid, role] of Object.entries(members)) {
    const membership = collection(firestore, orgId, 'user_org_memberships').doc(uid);
    batch.set(membership, { uid, role, ...origin });
  }
  await Promise.all([batch.commit(), writeExampleResources(firestore, orgId, written)]);
  return {
    orgId,
    marker,
    ids,
    secondIds,
    secrets: [marker, orgId, ...ids.values(), ...secondIds.values()],
    keyWith: async (scopes = keyScopes, { now = testNow, ...restrictions } = {}) => {
      const input = { name: marker, scopes, ...restrictions };
      return createApiKey({ ctx: testContext({ orgId, now }), input });
    },
  };
}
