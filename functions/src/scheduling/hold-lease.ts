import type { Database } from '../firestore/database.ts';
import { RunLost } from './fenced-database.ts';
import { type Lease, type Leased, renewLease } from './lease.ts';

/**
 * Awaited before each stretch of work: makes sure that at least `leftMs` of the lease is left, half of it by default.
 *
 * @throws {RunLost} where the lease was lost.
 */
export type HoldOn = (leftMs?: number) => Promise<void>;

/** Keeps a lease that was claimed while work goes on. */
export function holdLease<T extends Leased>(db: Database, claimed: Lease<T>, clock: () => Date): HoldOn {
  let lease = claimed;
  return async (leftMs) => {
    const renewed = await renewLease(db, lease, clock(), leftMs);
    if (renewed === null) throw new RunLost('another worker has it');
    lease = renewed;
  };
}
