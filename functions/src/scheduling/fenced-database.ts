import { Database, type MeteredTransaction } from '../firestore/database.ts';
import { holdsLease, type Lease, type Leased } from './lease.ts';

/** The run, or the batch of one, went to another worker, is over, or was deleted. */
export class RunLost extends Error {}

/**
 * The store for work under a lease: each commit and transaction looks first, in the same transaction, whether the document
 * is still the lease's, so that a worker that was taken for dead and comes back changes nothing that its successor made. One
 * read for each. Fencing by a token that each claim counts up, as in Burrows 2006 (Chubby, section 2.4, "sequencers").
 *
 * @throws {RunLost} where it is not.
 */
export class FencedDatabase<T extends Leased = Leased> extends Database {
  readonly #store: Database;
  readonly #lease: Lease<T>;

  constructor(store: Database, lease: Lease<T>) {
    super(store.firestore, store.meter);
    this.#store = store;
    this.#lease = lease;
  }

  override async commit(build: Parameters<Database['commit']>[0]): Promise<void> {
    await this.transaction(async (transaction) => build(transaction));
  }

  override async transaction<R>(body: (transaction: MeteredTransaction) => Promise<R>): Promise<R> {
    return this.#store.transaction(async (transaction) => {
      const held = (await transaction.get(this.#lease.ref)).data();
      if (held === undefined || !holdsLease(held, this.#lease)) throw new RunLost('another worker has it');
      return body(transaction);
    });
  }
}
