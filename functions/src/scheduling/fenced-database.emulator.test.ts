import { beforeEach, expect, test } from 'vitest';
import { at, type TestCtx, testContext } from '../../test/support/context.ts';
import { addJob, hourlySpec } from '../../test/support/forecast-jobs.ts';
import { runCollection } from '../firestore/collections.ts';
import { Database } from '../firestore/database.ts';
import { FencedDatabase, RunLost } from './fenced-database.ts';
import { leaseMs } from './limits.ts';
import { pendingRun } from './pending-run.ts';
import { claimRun, type RunLease } from './run-lease.ts';

const started = new Date('2026-11-21T05:00:05Z');
const runId = 'run_20261121T050000Z';
let ctx: TestCtx;
let lease: RunLease;
let fenced: Database;

beforeEach(async () => {
  ctx = testContext();
  const jobId = await addJob(ctx, { spec: hourlySpec });
  const run = {
    trigger: 'schedule',
    scheduledFor: started,
    message: '',
    requestedBy: 'x',
    now: started,
  } as const;
  await runCollection(ctx.db.firestore, ctx.orgId, jobId).doc(runId).set(pendingRun(run));
  lease = await claimed(started);
  fenced = new FencedDatabase(new Database(ctx.db.firestore), lease);

  async function claimed(now: Date): Promise<RunLease> {
    const task = { orgId: ctx.orgId, jobId, runId };
    const found = await claimRun({ db: at(ctx, now).db, task, workerId: 'worker-1', now });
    if (typeof found === 'string' || 'planned' in found) throw new Error('the run was not claimed');
    return found.lease;
  }
});

const target = () => ctx.db.firestore.doc(`organizations/${ctx.orgId}/things/one`);
const value = async () => (await target().get()).data()?.value;

/** The same worker claims again, so that only the attempt tells its earlier self from it. */
async function takeOver(): Promise<void> {
  const now = new Date(started.getTime() + leaseMs);
  const [, orgId = '', , jobId = ''] = lease.ref.path.split('/');
  await claimRun({ db: ctx.db, task: { orgId, jobId, runId }, workerId: 'worker-1', now });
}

const writes: [string, () => Promise<unknown>][] = [
  ['a commit', () => fenced.commit((writer) => writer.set(target(), { value: 1 }))],
  [
    'a transaction',
    () =>
      fenced.transaction(async (transaction) => {
        await transaction.get(target());
        transaction.set(target(), { value: 1 });
      }),
  ],
];

test.each(writes)('%s is done while the lease holds, for one read more', async (name, write) => {
  await write();
  expect(await value()).toBe(1);
  expect([fenced.meter.reads, fenced.meter.writes]).toEqual([name === 'a commit' ? 1 : 2, 1]);
});

test.each(writes)('%s is refused once the run was claimed again', async (_, write) => {
  await takeOver();
  await expect(write()).rejects.toBeInstanceOf(RunLost);
  expect(await value()).toBeUndefined();
});

test.each(writes)('%s is refused once the run was deleted', async (_, write) => {
  await lease.ref.delete();
  await expect(write()).rejects.toBeInstanceOf(RunLost);
  expect(await value()).toBeUndefined();
});
