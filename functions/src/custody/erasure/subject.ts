import type { DocumentReference } from 'firebase-admin/firestore';
import type { Erasure } from '../../contracts/erasure.ts';
import type { Database, MeteredTransaction } from '../../firestore/database.ts';
import type { ErasureDeps } from './erasure-deps.ts';
import type { Found } from './find-next.ts';
import type { Place } from './organization-places.ts';

/** What erasing an organization and erasing a person differ in. */
export interface Subject {
  readonly places: readonly Place[];
  /** Documents of a step; fewer than usual where each takes reads of its own. */
  readonly documentsMax: number;
  /** Why it cannot be erased yet, in words; null where it can. */
  blockedBy(db: Database, id: string): Promise<string | null>;
  /** What is to be removed outside of Firestore before these documents, which name it, are. Repeating it changes nothing. */
  beforeDeleting(deps: ErasureDeps, id: string, found: Found): Promise<void>;
  /** Reads, and then writes, in the transaction that deletes these documents. */
  whileDeleting(transaction: MeteredTransaction, deps: ErasureDeps, id: string, found: Found): Promise<void>;
  /** What is to be removed once no document is left. Repeating it changes nothing. */
  afterDeleting(deps: ErasureDeps, id: string): Promise<void>;
  /** The document that goes last, when nothing came back below it. */
  last(db: Database, id: string): DocumentReference | null;
  /** What is there still outside of the places, in words. */
  leftovers(deps: ErasureDeps, id: string): Promise<readonly string[]>;
}

/** It cannot be erased now, though it could before. */
export class BlockedError extends Error {}

export type SubjectKind = Erasure['subject'];
