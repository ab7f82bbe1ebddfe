import type { Firestore } from 'firebase-admin/firestore';
import type { AuditEntry } from '../../src/contracts/audit-log.ts';
import { collection } from '../../src/firestore/collections.ts';
import type { ApiRoute } from '../../src/http/routes/define-route.ts';
import { alertExample } from '../../src/http/routes/v1/examples/alert.ts';
import { exampleIds } from '../../src/http/routes/v1/examples/ids.ts';
import { resourceIds, writeExampleResources } from './example-resources.ts';
import { type TestRequest, testNow } from './http-api.ts';

/** A request of a route as its documentation has it: about the example resources, with the first example of its body. */
export function documentedRequest({ config }: ApiRoute): TestRequest {
  const path = config.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => resourceIds[name] ?? 'missing');
  const content = config.request?.body?.content['application/json'] as
    | { readonly examples: Record<string, { readonly value: unknown }> }
    | undefined;
  const method = config.method.toUpperCase();
  return { method, path, ...(content && { body: Object.values(content.examples)[0]?.value }) };
}

/** What must be otherwise than in the documentation for a call to change something: the example is so already. */
const otherwise: Readonly<Record<string, (firestore: Firestore, orgId: string) => Promise<unknown>>> = {
  assignAlert: (firestore, orgId) => {
    const createdAt = testNow;
    const membership = { uid: exampleIds.member, role: 'member', createdAt, updatedAt: createdAt } as const;
    return collection(firestore, orgId, 'user_org_memberships').doc(exampleIds.member).set(membership);
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
  await otherwise[config.operationId]?.(firestore, orgId);
}

/** The entries of an organization by their ids, without the example. */
export async function auditEntries(firestore: Firestore, orgId: string): Promise<Map<string, AuditEntry>> {
  const { docs } = await collection(firestore, orgId, 'audit_log').get();
  return new Map(
    docs.filter(({ id }) => id !== exampleIds.auditEntry).map((document) => [document.id, document.data()]),
  );
}
