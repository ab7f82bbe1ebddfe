import type { Transaction } from 'firebase-admin/firestore';
import { expect, it } from 'vitest';
import { testContext } from '../../test/support/context.ts';
import { emulatorFirestore } from '../../test/support/firestore.ts';
import { Database } from './database.ts';

/** What of the SDK's transaction names it to the server. */
interface Begun {
  readonly _transactionIdPromise?: Promise<Uint8Array>;
}

/** A store that ends the first `times` transactions after their first read, as a server does that has waited long enough. */
function endingTransactions(times: number): Database {
  const firestore = emulatorFirestore();
  let left = times;
  const runTransaction: typeof firestore.runTransaction = (body) =>
    firestore.runTransaction(async (transaction) => {
      const get = transaction.get.bind(transaction) as (ref: never) => Promise<never>;
      transaction.get = (async (ref: never) => {
        const found = await get(ref);
        if (left > 0) {
          left -= 1;
          await rollBack(transaction);
        }
        return found;
      }) as Transaction['get'];
      return body(transaction);
    });
  const ending = new Proxy(firestore, {
    get: (target, name) => (name === 'runTransaction' ? runTransaction : Reflect.get(target, name, target)),
  });
  return new Database(ending);
}

async function rollBack(transaction: Transaction): Promise<void> {
  const { _transactionIdPromise: begun } = transaction as unknown as Begun;
  if (begun === undefined) throw new Error('the SDK keeps the id of a transaction elsewhere now');
  const id = Buffer.from(await begun).toString('base64');
  const { projectId } = emulatorFirestore() as unknown as { projectId: string };
  const database = `projects/${projectId}/databases/(default)`;
  const answer = await fetch(
    `http://${process.env.FIRESTORE_EMULATOR_HOST}/v1/${database}/documents:rollback`,
    {
      method: 'POST',
      headers: { Authorization: 'Bearer owner', 'Content-Type': 'application/json' },
      body: JSON.stringify({ transaction: id }),
    },
  );
  if (!answer.ok) throw new Error(`could not roll back: ${await answer.text()}`);
}

it('begins a transaction anew that the server ended of its own accord: it is written and counted once', async () => {
  const { orgId } = testContext();
  const db = endingTransactions(1);
  const document = db.firestore.doc(`organizations/${orgId}/notes/one`);
  let runs = 0;
  const result = await db.transaction(async (transaction) => {
    runs += 1;
    const found = (await transaction.get(document)).get('count') ?? 0;
    await transaction.get(document);
    transaction.set(document, { count: found + 1 });
    return runs;
  });
  expect(result).toBe(2);
  expect((await document.get()).get('count')).toBe(1);
  expect(db.meter.writes).toBe(1);
});
