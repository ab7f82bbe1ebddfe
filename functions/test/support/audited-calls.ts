import type { Firestore } from 'firebase-admin/firestore';
import type { AuditEntry } from '../../src/contracts/audit-log.ts';
import type { Role } from '../../src/contracts/permissions.ts';
import { deleteOrganization } from '../../src/custody/erasure/delete-organization.ts';
import { collection, organizationDocument } from '../../src/firestore/collections.ts';
import type { ApiRoute } from '../../src/http/routes/define-route.ts';
import { alertExample } from '../../src/http/routes/v1/examples/alert.ts';
import { exampleIds } from '../../src/http/routes/v1/examples/ids.ts';
import { testContext } from './context.ts';
import { writeExampleResources } from './example-resources.ts';
import { type TestRequest, testNow } from './http-api.ts';

/** Name of the organization in which a call is made; that which `documentedRequest` confirms. */
const organizationName = 'Acme';

/** Makes somebody a member. */
async function join(firestore: Firestore, orgId: string, uid: string, role: Role): Promise<void> {
  const memberships = collection(firestore, orgId, 'user_org_memberships');
  await memberships.doc(uid).set({ uid, role, createdAt: testNow, updatedAt: testNow });
}

/** Credentials of an owner, for what no API key may do. */
export async function ownerOf(
  firestore: Firestore,
  orgId: string,
): Promise<Pick<TestRequest, 'key' | 'headers'>> {
  await join(firestore, orgId, 'olga', 'owner');
  return { key: 'token-of-olga', headers: { 'X-Organization-Id': orgId } };
}

/** What must be otherwise than in the documentation for a call to change something: the example is so already. */
const otherwise: Readonly<Record<string, (firestore: Firestore, orgId: string) => Promise<unknown>>> = {
  assignAlert: (firestore, orgId) => join(firestore, orgId, exampleIds.member, 'member'),
  createInvitation: (firestore, orgId) =>
    collection(firestore, orgId, 'invitations').doc(exampleIds.invitation).delete(),
  cancelExport: (firestore, orgId) =>
    collection(firestore, orgId, 'exports')
      .doc(exampleIds.export)
      .update({ state: 'running', finishedAt: null }),
  restoreOrganization: async (firestore, orgId) => {
    await join(firestore, orgId, 'ada', 'owner');
    await deleteOrganization({
      ctx: testContext({ orgId, now: testNow }),
      input: { confirm: organizationName },
    });
  },
  reopenAlert: (firestore, orgId) =>
    collection(firestore, orgId, 'alerts')
      .doc(exampleIds.alert)
      .set({ ...alertExample, state: 'resolved', open: false, resolvedAt: testNow }),
};

/** The example resources in an organization, such that the call of a route changes one of them. */
export async function writeChangeableResources(
  firestore: Firestore,
  orgId: string,
  { config }: ApiRoute,
): Promise<void> {
  await writeExampleResources(firestore, orgId);
  const status = config.operationId === 'enableCurrentOrganization' ? 'disabled' : 'active';
  const made = { createdAt: testNow, updatedAt: testNow, createdBy: 'user:olga' };
  await organizationDocument(firestore, orgId).set({ name: organizationName, status, ...made });
  await otherwise[config.operationId]?.(firestore, orgId);
}

/** The entries of an organization by their ids, without the example. */
export async function auditEntries(firestore: Firestore, orgId: string): Promise<Map<string, AuditEntry>> {
  const { docs } = await collection(firestore, orgId, 'audit_log').get();
  return new Map(
    docs.filter(({ id }) => id !== exampleIds.auditEntry).map((document) => [document.id, document.data()]),
  );
}
