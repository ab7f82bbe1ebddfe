import { expect, it } from 'vitest';
import {
  parent,
  settings,
  startCloudScheduler,
} from '../../../test/support/cloud-scheduler/fake-cloud-scheduler.ts';
import { states } from '../../../test/support/cloud-scheduler/held-jobs.ts';
import { testContext } from '../../../test/support/context.ts';
import { addJob, hourlySpec, jobDocument, storedJob } from '../../../test/support/forecast-jobs.ts';
import { isolatedDatabase } from '../../../test/support/isolated-firestore.ts';
import { Database } from '../../firestore/database.ts';
import { repairBounds, repairSchedulerJobs } from './repair-scheduler-jobs.ts';
import { schedulerJobName } from './scheduler-job-name.ts';

/** A deployment of its own, with two organizations, since a repair looks at all there are. */
async function start() {
  const { server, scheduler, meter } = await startCloudScheduler();
  const { firestore } = isolatedDatabase();
  const organizations = [
    testContext({ db: new Database(firestore) }),
    testContext({ db: new Database(firestore) }),
  ];
  const [own, foreign] = organizations as [(typeof organizations)[0], (typeof organizations)[0]];
  const warnings: string[] = [];
  const repair = async (bounds: Partial<typeof repairBounds> = {}) => {
    const db = new Database(firestore);
    const warn = (message: string) => warnings.push(message);
    const input = { db, tasks: own.tasks, now: own.now, deps: { scheduler, settings }, warn };
    const summary = await repairSchedulerJobs(input, { ...repairBounds, ...bounds });
    return { ...summary, reads: db.meter.reads, writes: db.meter.writes };
  };
  const nameOf = (ctx: typeof own, jobId: string) => schedulerJobName(parent, ctx.orgId, jobId);
  return { server, scheduler, meter, own, foreign, repair, nameOf, warnings };
}

it('makes what is missing, of every organization, and then has nothing to do', async () => {
  const { server, own, foreign, repair, nameOf, meter } = await start();
  const first = await addJob(own, { spec: hourlySpec });
  const second = await addJob(foreign, { spec: hourlySpec });
  await addJob(own, { spec: { ...hourlySpec, paused: true } });
  await addJob(own, { spec: 'wrong' });
  expect(await repair()).toMatchObject({ documents: 4, held: 0, repaired: 4, orphans: 0, complete: true });
  expect([...server.held.jobs.keys()].sort()).toEqual([nameOf(own, first), nameOf(foreign, second)].sort());
  expect((await storedJob(foreign, second)).status.schedulerJobName).toBe(nameOf(foreign, second));
  const before = meter.writes;
  expect(await repair()).toEqual({
    documents: 4,
    held: 2,
    repaired: 0,
    orphans: 0,
    failed: [],
    complete: true,
    reads: 4,
    writes: 0,
  });
  expect(meter.writes).toBe(before);
});

it('puts right what somebody changed in Cloud Scheduler, and writes no document for it', async () => {
  const { server, own, repair, nameOf } = await start();
  const ids: string[] = [];
  for (let number = 0; number < 4; number += 1) ids.push(await addJob(own, { spec: hourlySpec }));
  await repair();
  const [edited, paused, disabled, deleted] = ids.map((id) => nameOf(own, id)) as [
    string,
    string,
    string,
    string,
  ];
  server.held.get(edited).schedule = '1 1 * * *';
  server.held.get(paused).state = states.PAUSED;
  server.held.get(disabled).state = states.DISABLED;
  server.held.delete(deleted);
  expect(await repair()).toMatchObject({ held: 3, repaired: 4, orphans: 0, complete: true, writes: 0 });
  for (const name of [edited, paused, disabled, deleted]) {
    expect(server.held.get(name)).toMatchObject({ state: states.ENABLED, schedule: '0 * * * *' });
  }
});

it('deletes orphans of ours, and nothing else in the project', async () => {
  const { server, scheduler, own, repair, nameOf } = await start();
  const kept = await addJob(own, { spec: hourlySpec });
  const gone = await addJob(own, { spec: hourlySpec });
  await repair();
  await jobDocument(own, gone).delete();
  const job = (await scheduler.list(null)).jobs[0];
  if (job === undefined) throw new Error('nothing is held');
  const others = [`${parent}/jobs/somebody-elses`, `${parent}/jobs/firebase-schedule-dispatchDueJobs`];
  const unknown = `${parent}/jobs/intentvision-forecast-made-by-hand`;
  for (const name of [...others, unknown]) await scheduler.create({ ...job, name, paused: false });
  expect(await repair()).toMatchObject({ held: 3, repaired: 2, orphans: 2, complete: true });
  expect([...server.held.jobs.keys()].sort()).toEqual([nameOf(own, kept), ...others].sort());
});

it('pages through lists and documents, and does no more at once than its bound', async () => {
  const { server, own, repair } = await start();
  server.pageMax = 2;
  for (let number = 0; number < 5; number += 1) await addJob(own, { spec: hourlySpec });
  const bounds = { documentPageSize: 2, repairsMax: 3 };
  expect(await repair(bounds)).toMatchObject({ documents: 5, repaired: 3, complete: false });
  expect(await repair(bounds)).toMatchObject({ documents: 5, held: 3, repaired: 2, complete: true });
  expect(server.calls.filter((method) => method === 'ListJobs')).toHaveLength(3);
  expect(await repair(bounds)).toMatchObject({ held: 5, repaired: 0, complete: true });
});

it('takes nothing for an orphan while it has not seen every document', async () => {
  const { server, own, repair } = await start();
  for (let number = 0; number < 3; number += 1) await addJob(own, { spec: hourlySpec });
  await repair();
  expect(await repair({ documentPageSize: 1, documentsMax: 1 })).toMatchObject({
    orphans: 0,
    complete: false,
  });
  server.pageMax = 1;
  expect(await repair({ heldMax: 1 })).toMatchObject({ orphans: 0, complete: false });
  expect(server.held.jobs.size).toBe(3);
});

it('goes on after a job that is refused, and stops when Cloud Scheduler has enough', async () => {
  const { server, own, repair, warnings } = await start();
  for (let number = 0; number < 3; number += 1) await addJob(own, { spec: hourlySpec });
  server.answer('CreateJob', 'INVALID_ARGUMENT');
  expect(await repair()).toMatchObject({
    repaired: 2,
    failed: [{ path: expect.any(String) }],
    complete: false,
  });
  expect(warnings).toHaveLength(1);
  server.held.jobs.clear();
  server.answer('CreateJob', ...Array<'RESOURCE_EXHAUSTED'>(4).fill('RESOURCE_EXHAUSTED'));
  expect(await repair()).toMatchObject({ repaired: 0, failed: [expect.anything()], complete: false });
  expect(await repair()).toMatchObject({ repaired: 3, failed: [], complete: true });
});
