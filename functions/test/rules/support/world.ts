import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { initializeTestEnvironment, type RulesTestEnvironment } from '@firebase/rules-unit-testing';
import { type Firestore, setLogLevel } from 'firebase/firestore';
import { Firestore as AdminFirestore } from 'firebase-admin/firestore';
import { afterAll, beforeAll } from 'vitest';
import { type Role, roles } from '../../../src/contracts/permissions.ts';
import { Client } from './client.ts';

/** Who asks: each role in the organization of its own, a person without any membership, and nobody. */
export const callers = [...roles, 'newcomer', 'signed-out'] as const;

export type Caller = (typeof callers)[number];

/** The organization in which the roles hold; one that somebody else owns; one that is disabled, with the same roles. */
export const own = 'org_own';
export const foreign = 'org_foreign';
export const disabled = 'org_disabled';

/** The uid of a caller; its documents carry it, so that a test reads `uidOf('member')` and not a constant. */
export const uidOf = (caller: Caller): string => `uid-${caller}`;

const rules = readFileSync(fileURLToPath(new URL('../../../../firestore.rules', import.meta.url)), 'utf8');

/** A project of the suite's own on the emulator, with our rules, three organizations and their members. */
export interface World {
  as(caller: Caller): Client;
  /** Firestore as the server has it: no rules. */
  readonly server: AdminFirestore;
}

/**
 * Makes the world of a test file before its first test, in the project `demo-rules-{name}`; under other rules than ours where a
 * test is about what tests notice.
 */
export function useWorld(name: string, change: (rules: string) => string = (ours) => ours): World {
  const projectId = `demo-rules-${name}`;
  const server = new AdminFirestore({ projectId });
  const clients = new Map<Caller, Client>();
  let environment: RulesTestEnvironment | undefined;

  beforeAll(async () => {
    // The client reports each refusal on the console; here refusals are what is asked for.
    setLogLevel('silent');
    environment = await initializeTestEnvironment({ projectId, firestore: { rules: change(rules) } });
    await environment.clearFirestore();
    await seedOrganizations(server);
  });

  afterAll(async () => {
    await environment?.cleanup();
    await server.terminate();
  });

  const connect = (caller: Caller): Client => {
    if (environment === undefined) throw new Error('the world is made before the first test, not earlier');
    const context =
      caller === 'signed-out'
        ? environment.unauthenticatedContext()
        : environment.authenticatedContext(uidOf(caller));
    // The test library declares the older interface of the same object.
    return new Client(context.firestore() as unknown as Firestore);
  };

  return {
    server,
    as(caller) {
      const client = clients.get(caller) ?? connect(caller);
      clients.set(caller, client);
      return client;
    },
  };
}

async function seedOrganizations(server: AdminFirestore): Promise<void> {
  const at = new Date('2026-01-01T00:00:00Z');
  const batch = server.batch();
  const organization = (orgId: string, status: string) =>
    batch.set(server.doc(`organizations/${orgId}`), {
      name: orgId,
      status,
      createdAt: at,
      updatedAt: at,
      createdBy: 'user:founder',
    });
  const membership = (orgId: string, uid: string, role: Role) =>
    batch.set(server.doc(`organizations/${orgId}/user_org_memberships/${uid}`), {
      uid,
      role,
      createdAt: at,
      updatedAt: at,
    });
  organization(own, 'active');
  organization(foreign, 'active');
  organization(disabled, 'disabled');
  membership(foreign, 'uid-stranger', 'owner');
  for (const role of roles) {
    membership(own, uidOf(role), role);
    membership(disabled, uidOf(role), role);
  }
  await batch.commit();
}
