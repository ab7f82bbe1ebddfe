import {
  collection,
  collectionGroup,
  deleteDoc,
  doc,
  type Firestore,
  getDoc,
  getDocs,
  limit,
  type QueryConstraint,
  query,
  setDoc,
  updateDoc,
  writeBatch,
} from 'firebase/firestore';

type Data = Record<string, unknown>;

/** Firestore as one caller's browser has it, under the rules; by paths, so that tests read as sentences. */
export class Client {
  readonly #firestore: Firestore;

  constructor(firestore: Firestore) {
    this.#firestore = firestore;
  }

  get(path: string): Promise<unknown> {
    return getDoc(doc(this.#firestore, path));
  }

  list(path: string, ...constraints: readonly QueryConstraint[]): Promise<unknown> {
    return getDocs(query(collection(this.#firestore, path), ...constraints, limit(5)));
  }

  listGroup(name: string): Promise<unknown> {
    return getDocs(query(collectionGroup(this.#firestore, name), limit(1)));
  }

  set(path: string, data: Data): Promise<void> {
    return setDoc(doc(this.#firestore, path), data);
  }

  /** Sets several documents, all or none. */
  setTogether(documents: Readonly<Record<string, Data>>): Promise<void> {
    const batch = writeBatch(this.#firestore);
    for (const [path, data] of Object.entries(documents)) batch.set(doc(this.#firestore, path), data);
    return batch.commit();
  }

  update(path: string, change: Data): Promise<void> {
    return updateDoc(doc(this.#firestore, path), change);
  }

  delete(path: string): Promise<void> {
    return deleteDoc(doc(this.#firestore, path));
  }
}
