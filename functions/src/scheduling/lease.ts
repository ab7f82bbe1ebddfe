import type { DocumentReference } from 'firebase-admin/firestore';
import { DomainError } from '../contracts/errors.ts';
import type { Database } from '../firestore/database.ts';
import { leaseMs } from './limits.ts';

/** What a document must say so that workers can take turns at it: a run, or a batch of one. */
export interface Leased {
  readonly state: string;
  readonly attempt: number;
  readonly leaseOwner: string | null;
  readonly leaseExpiresAt: Date | null;
}

/** A worker's right to a document: good until `expiresAt`, and only while it still names this owner and attempt. */
export interface Lease<T extends Leased = Leased> {
  readonly ref: DocumentReference<T>;
  readonly owner: string;
  /** Counted up by each claim, so that one worker that claims twice does not take its earlier self for itself. */
  readonly attempt: number;
  readonly expiresAt: Date;
}

/** When a lease that is taken now runs out. */
export const leaseExpiry = (now: Date): Date => new Date(now.getTime() + leaseMs);

/** Whether the document still belongs to this lease. An expired lease that nobody took over is still good. */
export function holdsLease(
  { state, leaseOwner, attempt }: Leased,
  lease: Pick<Lease, 'owner' | 'attempt'>,
): boolean {
  return state === 'running' && leaseOwner === lease.owner && attempt === lease.attempt;
}

/**
 * The lease for the next stretch of work: renewed by one read and one write when less than `leftMs` of it is left, half of
 * it by default; as it is before that. Null when another worker has the document, or it is gone.
 */
export async function renewLease<T extends Leased, L extends Lease<T>>(
  db: Database,
  lease: L & Lease<T>,
  now: Date,
  leftMs: number = leaseMs / 2,
): Promise<L | null> {
  if (lease.expiresAt.getTime() - now.getTime() >= leftMs) return lease;
  return db.transaction(async (transaction) => {
    const document = (await transaction.get(lease.ref)).data();
    if (document === undefined || !holdsLease(document, lease)) return null;
    const expiresAt = leaseExpiry(now);
    transaction.update(lease.ref, { leaseExpiresAt: expiresAt });
    return { ...lease, expiresAt };
  });
}

/** Throws where a worker is at the document and its lease has not run out: `what` says which, with its id. */
export function refuseWhileHeld(
  { state, leaseExpiresAt }: Leased,
  now: Date,
  what: { readonly name: string; readonly ids: Readonly<Record<string, string>> },
): void {
  if (state !== 'running' || leaseExpiresAt === null || leaseExpiresAt <= now) return;
  const retryAfterSeconds = Math.max(1, Math.ceil((leaseExpiresAt.getTime() - now.getTime()) / 1000));
  throw new DomainError(
    'aborted',
    'RUN_LEASE_HELD',
    `another worker is at the ${what.name}; try again in ${retryAfterSeconds} seconds`,
    { retryAfterSeconds, extensions: what.ids },
  );
}
