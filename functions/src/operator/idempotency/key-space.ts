import type { CollectionReference, DocumentReference, Timestamp } from 'firebase-admin/firestore';
import type { IdempotencyKey } from '../../contracts/idempotency-key.ts';
import type { Database } from '../../firestore/database.ts';

/** Where the idempotency keys of a caller live: keys of another organization, or of another caller, are other keys. */
export interface KeySpace {
  readonly db: Database;
  readonly keys: CollectionReference<IdempotencyKey>;
  /** As actors stand in documents. */
  readonly caller: string;
  readonly now: Date;
}

/** A key that the request at hand holds until its lease runs out. */
export interface HeldKey {
  readonly kind: 'held';
  readonly ref: DocumentReference<IdempotencyKey>;
  /** Names this use of the key for verbs; the same when somebody takes over after a crash. */
  readonly use: string;
  readonly writtenAt: Timestamp;
}

/** A key whose request has been answered. */
export interface AnsweredKey {
  readonly kind: 'answered';
  readonly status: number;
  /** As it was sealed; null where it was too large. */
  readonly answer: IdempotencyKey['answer'];
}
