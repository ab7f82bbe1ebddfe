import { FieldValue } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { testContext } from '../../test/support/context.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import { sketchedForecast } from '../../test/support/stored-forecasts.ts';
import { collection, runCollection } from '../firestore/collections.ts';
import { backfillExpiry } from './backfill-expiry.ts';
import { pendingRun } from './pending-run.ts';

const dayMs = 86_400_000;
const now = new Date('2026-11-21T05:00:00Z');
const db = isolatedDatabase();
const [ctx, other] = [testContext({ db }), testContext({ db })];
const many = 301;

const run = (changes: object = {}) => ({
  ...pendingRun({ trigger: 'schedule', scheduledFor: now, message: '', requestedBy: 'x', now }),
  ...changes,
});
const ended = { state: 'completed', finishedAt: now, leaseExpiresAt: null } as const;
const runs = runCollection(db.firestore, ctx.orgId, 'job_1');

test('gives documents from before an expireAt by the defaults, page after page, and no other', async () => {
  const forecast = sketchedForecast({ metricId: 'met_1', from: now.getTime(), medians: [1, 2] });
  const before = { expireAt: FieldValue.delete() };
  const { expireAt: _, ...ofBefore } = run(ended);
  const raw = db.firestore.collection(runs.path);
  const batch = db.firestore.batch();
  for (let index = 0; index < many; index += 1)
    batch.set(raw.doc(`run_${String(index).padStart(3, '0')}`), ofBefore);
  await batch.commit();
  await runs.doc('run_for_good').set(run(ended));
  await runs.doc('run_waits').set(run());
  await runs.doc('run_waits').update(before);
  const forecasts = collection(db.firestore, other.orgId, 'forecasts');
  await forecasts.doc('fct_before').set(forecast);
  await forecasts.doc('fct_before').update(before);
  const foreign = db.firestore.doc('elsewhere/a/runs/b');
  await foreign.set({ finishedAt: now });

  const counts = { runs: { looked: many + 3, given: many }, forecasts: { looked: 1, given: 1 } };
  expect(await backfillExpiry(db, false)).toEqual(counts);
  expect((await runs.doc('run_300').get()).get('expireAt')).toBeUndefined();
  expect(await backfillExpiry(db, true)).toEqual(counts);
  const expiries = (await runs.get()).docs.map((one) => one.data().expireAt?.getTime());
  expect(expiries.filter((at) => at === now.getTime() + 90 * dayMs)).toHaveLength(many);
  expect((await runs.doc('run_for_good').get()).data()?.expireAt).toBeNull();
  expect((await runs.doc('run_waits').get()).get('expireAt')).toBeUndefined();
  expect((await forecasts.doc('fct_before').get()).data()?.expireAt).toEqual(
    new Date(forecast.to.getTime() + 400 * dayMs),
  );
  expect((await foreign.get()).get('expireAt')).toBeUndefined();
  expect(await backfillExpiry(db, true)).toMatchObject({ runs: { given: 0 }, forecasts: { given: 0 } });
});
