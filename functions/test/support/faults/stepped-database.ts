import type { DocumentData, DocumentReference, Query } from 'firebase-admin/firestore';
import { Database, type MeteredTransaction } from '../../../src/firestore/database.ts';
import type { SteppedProcess } from './stepped-process.ts';

/** The store as a stepped process sees it: each read, commit and transaction is one step of it. */
export class SteppedDatabase extends Database {
  readonly #process: SteppedProcess;

  constructor({ firestore }: Database, process: SteppedProcess) {
    super(firestore);
    this.#process = process;
  }

  override get<T, D extends DocumentData>(ref: DocumentReference<T, D>) {
    return this.#process.pass(() => super.get(ref));
  }

  override query<T, D extends DocumentData>(query: Query<T, D>) {
    return this.#process.pass(() => super.query(query));
  }

  override count<T, D extends DocumentData>(query: Query<T, D>) {
    return this.#process.pass(() => super.count(query));
  }

  override sum<T, D extends DocumentData>(query: Query<T, D>, field: string) {
    return this.#process.pass(() => super.sum(query, field));
  }

  override commit(build: Parameters<Database['commit']>[0]) {
    return this.#process.pass(() => super.commit(build));
  }

  override transaction<R>(body: (transaction: MeteredTransaction) => Promise<R>) {
    return this.#process.pass(() => super.transaction(body));
  }
}
