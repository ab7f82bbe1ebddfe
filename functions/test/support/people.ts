import { randomId } from '../../src/contracts/ids.ts';
import type { Mailer } from '../../src/contracts/mailer.ts';
import type { OrganizationStatus } from '../../src/contracts/organization.ts';
import { type Role, rolePermissions } from '../../src/contracts/permissions.ts';
import { collection, organizationDocument, userDocument } from '../../src/firestore/collections.ts';
import { Database } from '../../src/firestore/database.ts';
import type { UserCtx } from '../../src/operator/auth/authenticate-user.ts';
import { type TestCtx, testContext } from './context.ts';
import { emulatorFirestore } from './firestore.ts';

export const testInstant = new Date('2026-11-21T12:00:00Z');

/** A person of the test's own, signed in, with a verified address unless told otherwise. */
export function signedIn(name: string, overrides: Partial<UserCtx['user']> = {}): UserCtx {
  const uid = `${name}-${randomId('request').slice(4, 12)}`;
  const user = { uid, email: `${uid}@acme.example`, emailVerified: true, ...overrides };
  const db = new Database(emulatorFirestore());
  return {
    user,
    db,
    now: testInstant,
    requestId: 'req_test',
    origin: { address: '203.0.113.7', userAgent: null },
  };
}

/** The same person at another time. */
export const personAt = (person: UserCtx, now: Date): UserCtx => ({
  ...person,
  now,
  db: new Database(person.db.firestore),
});

/** An organization of its own with its members, under the names that the test gives them. */
export interface TestOrganization {
  readonly orgId: string;
  /** How a member acts for it, with what the role allows. */
  as(name: string, now?: Date): TestCtx;
  /** How an API key acts for it. */
  asKey(permissions: TestCtx['permissions'] | readonly string[]): TestCtx;
  uidOf(name: string): string;
  /** The roles as they stand, by name. */
  roles(): Promise<Record<string, Role>>;
  /** Actions in the audit log, with who did them and on what, by name; oldest first among different instants. */
  audit(): Promise<string[]>;
}

/** Founds an organization whose members have these roles. */
export async function organizationOf(
  members: Readonly<Record<string, Role>>,
  { mailer }: { readonly mailer?: Mailer } = {},
): Promise<TestOrganization> {
  const orgId = randomId('organization');
  const firestore = emulatorFirestore();
  const suffix = orgId.slice(-8);
  const uidOf = (name: string) => `${name}-${suffix}`;
  const nameOf = (uid: string) => uid.replaceAll(`-${suffix}`, '');
  const times = { createdAt: testInstant, updatedAt: testInstant };
  const memberships = collection(firestore, orgId, 'user_org_memberships');
  await Promise.all([
    organizationDocument(firestore, orgId).set({
      name: 'Acme',
      status: 'active',
      ...times,
      createdBy: 'user:founder',
    }),
    ...Object.entries(members).flatMap(([name, role]) => {
      const uid = uidOf(name);
      const profile = { displayName: name, email: `${uid}@acme.example`, timeZone: null, ...times };
      return [memberships.doc(uid).set({ uid, role, ...times }), userDocument(firestore, uid).set(profile)];
    }),
  ]);
  return {
    orgId,
    uidOf,
    as: (name, now = testInstant) => {
      const role = members[name];
      const permissions = role === undefined ? [] : rolePermissions[role];
      return testContext({ orgId, actor: { type: 'user', id: uidOf(name) }, permissions, now, mailer });
    },
    asKey: (permissions) =>
      testContext({
        orgId,
        actor: { type: 'api-key', id: 'key_test' },
        permissions: [...permissions] as never,
        mailer,
      }),
    roles: async () => {
      const { docs } = await memberships.get();
      return Object.fromEntries(docs.map((one) => [nameOf(one.id), one.data().role]));
    },
    audit: async () => {
      const { docs } = await collection(firestore, orgId, 'audit_log').orderBy('at').get();
      return docs.map((one) => {
        const { actor, action, resourceId } = one.data();
        return `${nameOf(actor)} ${action} ${nameOf(resourceId)}`;
      });
    },
  };
}

/** Has the organization of a context exist, and be disabled or not. */
export const setStatus = ({ db, orgId, now }: TestCtx, status: OrganizationStatus) =>
  organizationDocument(db.firestore, orgId).set({
    name: 'Acme',
    status,
    createdAt: now,
    updatedAt: now,
    createdBy: 'user:founder',
  });
