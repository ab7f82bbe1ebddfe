import { Database, type MeteredTransaction } from '../firestore/database.ts';
import { holdsLease, type RunLease } from './run-lease.ts';

/** The run went to another worker, or was deleted. */
export class RunLost extends Error {}

/**
 * The store for the work of a run: each commit and transaction looks first, in the same transaction, whether the run is
 * still the lease's, so that a worker that was taken for dead and comes back changes nothing that its successor made. One
 * read for each. Fencing by a token that each claim counts up, as in Burrows 2006 (Chubby, section 2.4, "sequencers").
 *
 * @throws {RunLost} where it is not.
 */
export class FencedDatabase extends Database {
  readonly #store: Database;
  readonly #lease: RunLease;

  constructor(store: Database, lease: RunLease) {
    super(store.firestore, store.meter);
    this.#store = store;
    this.#lease = lease;
  }

  override async commit(build: Parameters<Database['commit']>[0]): Promise<void> {
    await this.transaction(async (transaction) => build(transaction));
  }

  override async transaction<R>(body: (transaction: MeteredTransaction) => Promise<R>): Promise<R> {
    return this.#store.transaction(async (transaction) => {
      const run = (await transaction.get(this.#lease.runRef)).data();
      if (run === undefined || !holdsLease(run, this.#lease)) throw new RunLost('another worker has the run');
      return body(transaction);
    });
  }
}
