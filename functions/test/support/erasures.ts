import type { DocumentReference, Firestore } from 'firebase-admin/firestore';
import type { Organization } from '../../src/contracts/organization.ts';
import type { ErasureDeps } from '../../src/custody/erasure/erasure-deps.ts';
import { collection, organizationDocument } from '../../src/firestore/collections.ts';
import { Database } from '../../src/firestore/database.ts';
import { organizationPath } from '../../src/firestore/paths.ts';
import type { TestCtx } from './context.ts';

export const acme: Organization = {
  ...{ name: 'Acme', status: 'active', createdBy: 'user:ada' },
  ...{ createdAt: new Date('2026-11-01T00:00:00Z'), updatedAt: new Date('2026-11-01T00:00:00Z') },
};

/** The organization of a context, as its founder left it. */
export async function found(ctx: TestCtx): Promise<void> {
  await organizationDocument(ctx.db.firestore, ctx.orgId).set(acme);
}

/** The same, with whoever acts in the context as its owner. */
export async function foundByCaller(ctx: TestCtx): Promise<void> {
  await found(ctx);
  const { createdAt, updatedAt } = acme;
  await collection(ctx.db.firestore, ctx.orgId, 'user_org_memberships')
    .doc(ctx.actor.id)
    .set({ uid: ctx.actor.id, role: 'owner', createdAt, updatedAt });
}

/** What a worker acts on at `now`, with a meter of its own. */
export const erasureDeps = (ctx: TestCtx, now: Date, more: Partial<ErasureDeps> = {}): ErasureDeps => ({
  db: new Database(ctx.db.firestore),
  tasks: ctx.tasks,
  now,
  secrets: ctx.notifier?.secrets,
  ...more,
});

/** Every document below an organization by its path, itself included, whatever is missing above it. */
export async function contentsOf(firestore: Firestore, orgId: string): Promise<Record<string, unknown>> {
  const contents: Record<string, unknown> = {};
  const visit = async (ref: DocumentReference): Promise<void> => {
    const document = await ref.get();
    if (document.exists) contents[ref.path] = document.data();
    for (const collection of await ref.listCollections())
      await Promise.all((await collection.listDocuments()).map(visit));
  };
  await visit(firestore.doc(organizationPath(orgId)));
  return contents;
}
