import { Firestore, Transaction } from 'firebase-admin/firestore';
import { describe, expect, it } from 'vitest';
import { isFirestoreError } from '../../src/firestore/status.ts';
import '../support/indexes/enforce-indexes.ts';

/** Never connected: what is refused is refused before anything is sent. */
const firestore = new Firestore({ projectId: 'demo-intentvision' });
const unserved = firestore
  .collection('organizations/o/alerts')
  .where('summary', '==', 'x')
  .orderBy('startedAt');

const inTransaction = Object.create(Transaction.prototype) as Transaction;

describe('a query without an index', () => {
  it.each([
    ['read', () => unserved.get()],
    ['counted', () => unserved.count().get()],
    ['counted in a transaction', () => inTransaction.get(unserved.count())],
    ['read in a transaction', () => inTransaction.get(unserved)],
  ])('is refused when %s, as in production, with the index that it needs', async (_, read) => {
    const error = await read().catch((cause: unknown) => cause);
    expect(isFirestoreError(error, 'failedPrecondition')).toBe(true);
    expect(String(error)).toContain('{"fieldPath":"summary","order":"ASCENDING"},{"fieldPath":"startedAt"');
  });
});
