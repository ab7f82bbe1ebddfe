import {
  AggregateField,
  type DocumentData,
  type DocumentReference,
  type DocumentSnapshot,
  type Firestore,
  type PartialWithFieldValue,
  type Precondition,
  type Query,
  type QueryDocumentSnapshot,
  type Timestamp,
  type Transaction,
  type UpdateData,
  type WithFieldValue,
} from 'firebase-admin/firestore';
import { Meter } from './meter.ts';

/** The writes that a batch or a transaction takes. Each counts as one document written. */
export interface Writer {
  create<T, D extends DocumentData>(ref: DocumentReference<T, D>, data: WithFieldValue<T>): void;
  set<T, D extends DocumentData>(ref: DocumentReference<T, D>, data: WithFieldValue<T>): void;
  merge<T, D extends DocumentData>(ref: DocumentReference<T, D>, data: PartialWithFieldValue<T>): void;
  update<T, D extends DocumentData>(
    ref: DocumentReference<T, D>,
    data: UpdateData<D>,
    precondition?: Precondition,
  ): void;
  delete<T, D extends DocumentData>(ref: DocumentReference<T, D>): void;
}

/** A transaction that counts. All reads come before the first write. */
export interface MeteredTransaction extends Writer {
  /** Documents written so far. */
  readonly writes: number;
  /** Does something once what is written here is there; not at all where it never will be. Not part of the transaction. */
  afterCommit(effect: () => Promise<void>): void;
  /**
   * Gives the transaction up, does `first` without its locks, and begins anew; `after` is done after the commit, where
   * `first` says that it did something. For a document that many transactions read and the first of them has to write:
   * written in one of them, it would keep the others waiting for each other.
   */
  restartAfter(first: () => Promise<boolean>, after: () => Promise<void>): never;
  get<T, D extends DocumentData>(ref: DocumentReference<T, D>): Promise<DocumentSnapshot<T, D>>;
  query<T, D extends DocumentData>(query: Query<T, D>): Promise<readonly QueryDocumentSnapshot<T, D>[]>;
}

/**
 * Firestore, with every read and write counted. Verbs use nothing else, so that what a call cost can be said in its
 * answer and asserted in a test.
 */
export class Database {
  readonly firestore: Firestore;
  readonly meter: Meter;

  constructor(firestore: Firestore, meter: Meter = new Meter()) {
    this.firestore = firestore;
    this.meter = meter;
  }

  async get<T, D extends DocumentData>(ref: DocumentReference<T, D>): Promise<DocumentSnapshot<T, D>> {
    this.meter.countReads(1);
    return ref.get();
  }

  async getAll<T, D extends DocumentData>(
    refs: readonly DocumentReference<T, D>[],
  ): Promise<DocumentSnapshot<T, D>[]> {
    if (refs.length === 0) return [];
    this.meter.countReads(refs.length);
    // The SDK types getAll for untyped references only; it answers each with the converter of its reference.
    const untyped = refs as unknown as readonly DocumentReference[];
    return (await this.firestore.getAll(...untyped)) as unknown as DocumentSnapshot<T, D>[];
  }

  async query<T, D extends DocumentData>(
    query: Query<T, D>,
  ): Promise<readonly QueryDocumentSnapshot<T, D>[]> {
    const { docs } = await query.get();
    this.meter.countReads(Math.max(1, docs.length));
    return docs;
  }

  /** How many documents a query finds; billed as one read for each thousand of them, and one at least. */
  async count<T, D extends DocumentData>(query: Query<T, D>): Promise<number> {
    const { count } = (await query.count().get()).data();
    this.meter.countReads(Math.max(1, Math.ceil(count / 1_000)));
    return count;
  }

  /** The sum of a number over the documents that a query finds; billed as counting them. */
  async sum<T, D extends DocumentData>(query: Query<T, D>, field: string): Promise<number> {
    const asked = query.aggregate({ sum: AggregateField.sum(field), count: AggregateField.count() });
    const { sum, count } = (await asked.get()).data();
    this.meter.countReads(Math.max(1, Math.ceil(count / 1_000)));
    return sum;
  }

  /** Writes a document that must not be there yet, and says when, for the precondition of a later change. */
  async create<T, D extends DocumentData>(ref: DocumentReference<T, D>, data: WithFieldValue<T>) {
    const { writeTime } = await ref.create(data);
    this.meter.countWrites(1);
    return writeTime;
  }

  /** Changes a document that must be as `unchangedSince` says, and says when, as `create`. */
  async update<T, D extends DocumentData>(
    ref: DocumentReference<T, D>,
    changes: UpdateData<D>,
    unchangedSince: Timestamp,
  ) {
    const { writeTime } = await ref.update(changes, { lastUpdateTime: unchangedSince });
    this.meter.countWrites(1);
    return writeTime;
  }

  /** Commits the writes as one atomic batch; none when `build` adds none. */
  async commit(build: (writer: Writer) => void): Promise<void> {
    const batch = this.firestore.batch();
    const count = new Meter();
    build(writerOn(batch, count));
    if (count.writes === 0) return;
    await batch.commit();
    this.meter.countWrites(count.writes);
  }

  /** Runs `body` as a transaction; it may run again, so it has no effects outside but those that it leaves for after. */
  async transaction<R>(body: (transaction: MeteredTransaction) => Promise<R>): Promise<R> {
    const count = new Meter();
    const effects: (() => Promise<void>)[] = [];
    for (let restarts = 0; ; restarts += 1) {
      let own: (() => Promise<void>)[] = [];
      try {
        const result = await this.firestore.runTransaction((transaction) => {
          count.writes = 0;
          own = [];
          return body(transactionOn(transaction, this.meter, count, own));
        });
        this.meter.countWrites(count.writes);
        await Promise.all([...effects, ...own].map((effect) => effect()));
        return result;
      } catch (error) {
        if (restarts === restartsMax) throw error;
        if (error instanceof Restart) {
          if (await error.first()) effects.push(error.after);
        } else if (!wasClosed(error)) throw error;
      }
    }
  }
}

/**
 * Whether the server ended a transaction of its own accord, as it may with one that holds what others wait for. Nothing of
 * it was written. The SDK begins anew where it knows the server's words for that; these are the emulator's.
 */
const wasClosed = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === invalidArgument &&
  error.message.includes('Transaction is invalid or closed');

/** `INVALID_ARGUMENT` of google.rpc.Code. */
const invalidArgument = 3;

/** Restarts of one transaction, after which something else must be wrong. */
const restartsMax = 10;

/** Thrown through the body of a transaction that is to begin anew. */
class Restart extends Error {
  readonly first: () => Promise<boolean>;
  readonly after: () => Promise<void>;

  constructor(first: () => Promise<boolean>, after: () => Promise<void>) {
    super(`a transaction was begun anew more than ${restartsMax} times`);
    this.first = first;
    this.after = after;
  }
}

/** What `WriteBatch` and `Transaction` share. */
type NativeWriter = Pick<Transaction, 'create' | 'set' | 'update' | 'delete'>;

/** `WriteBatch` and `Transaction` differ in what they return only, which is not used. */
function writerOn(native: unknown, count: Meter): Writer {
  const target = native as NativeWriter;
  return {
    create(ref, data) {
      target.create(ref, data);
      count.countWrites(1);
    },
    set(ref, data) {
      target.set(ref, data);
      count.countWrites(1);
    },
    merge(ref, data) {
      target.set(ref, data, { merge: true });
      count.countWrites(1);
    },
    update(ref, data, precondition) {
      if (precondition === undefined) target.update(ref, data);
      else target.update(ref, data, precondition);
      count.countWrites(1);
    },
    delete(ref) {
      target.delete(ref);
      count.countWrites(1);
    },
  };
}

function transactionOn(
  native: Transaction,
  meter: Meter,
  count: Meter,
  effects: (() => Promise<void>)[],
): MeteredTransaction {
  return {
    ...writerOn(native, count),
    get writes() {
      return count.writes;
    },
    afterCommit(effect) {
      effects.push(effect);
    },
    restartAfter(first, after) {
      throw new Restart(first, after);
    },
    async get(ref) {
      meter.countReads(1);
      return native.get(ref);
    },
    async query(query) {
      const { docs } = await native.get(query);
      meter.countReads(Math.max(1, docs.length));
      return docs;
    },
  };
}
