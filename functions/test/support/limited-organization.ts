import type { Firestore } from 'firebase-admin/firestore';
import { Database } from '../../src/firestore/database.ts';
import { CallUsage } from '../../src/operator/limits/usage-account.ts';
import { at, type TestCtx, testContext } from './context.ts';
import { emulatorFirestore } from './firestore.ts';
import { HeldWork } from './held-work.ts';

/** A context whose calls are bounded and counted, as in a deployment. */
export interface LimitedCtx extends TestCtx {
  readonly usage: CallUsage;
  /** Writes down what was counted, and learns of others. */
  readonly deferred: HeldWork;
}

/** Writes plan and limits of an organization as an operator does by hand. */
export async function setLimits(
  orgId: string,
  document: { plan?: unknown; limits?: unknown },
): Promise<void> {
  const now = new Date('2026-11-20T09:00:00Z');
  const founded = { name: 'Acme', status: 'active', createdAt: now, updatedAt: now, createdBy: 'user:ada' };
  await emulatorFirestore()
    .doc(`organizations/${orgId}`)
    .set({ ...founded, ...document }, { merge: true });
}

/** A context in an organization with these limits, or in one that is there; another `firestore` plays another instance. */
export function limitedContext(
  overrides: Parameters<typeof testContext>[0] & { readonly firestore?: Firestore } = {},
): LimitedCtx {
  const { firestore = emulatorFirestore(), ...others } = overrides;
  const ctx = testContext({ db: new Database(firestore), ...others });
  return withUsage(ctx, new HeldWork());
}

/** The same instance and organization at another time. */
export const limitedAt = (ctx: LimitedCtx, now: Date): LimitedCtx => withUsage(at(ctx, now), ctx.deferred);

function withUsage(ctx: TestCtx, deferred: HeldWork): LimitedCtx {
  const { orgId, db, now } = ctx;
  return { ...ctx, deferred, usage: new CallUsage({ orgId, db, now, clock: () => now, deferred }) };
}
