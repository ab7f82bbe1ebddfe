import { beforeEach, describe, expect, it } from 'vitest';
import { type TestCtx, testContext } from '../../test/support/context.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import { notify } from '../../test/support/notification-groups.ts';
import { notificationGroupSchema } from '../contracts/notification-group.ts';
import { collection } from '../firestore/collections.ts';
import { Database } from '../firestore/database.ts';
import { shardOf } from '../firestore/shards.ts';
import { advanceGroups } from './advance-groups.ts';

const now = new Date('2026-11-21T12:00:00Z');
const minutes = (n: number) => new Date(now.getTime() + n * 60_000);

// A tick sees every organization, so each test has a Firestore of its own.
let ctx: TestCtx;

beforeEach(() => {
  ctx = testContext({ db: isolatedDatabase() });
});

async function saveGroup(groupId: string, nextFlushAt: Date | null, orgId = ctx.orgId): Promise<void> {
  const group = notificationGroupSchema.parse({
    route: { kind: 'policy', id: 'pol_1', name: 'all' },
    notify: notify(),
    groupLabels: {},
    nextFlushAt,
    shard: shardOf(groupId),
    createdAt: now,
    updatedAt: now,
  });
  await collection(ctx.db.firestore, orgId, 'notification_groups').doc(groupId).set(group);
}

async function tick() {
  const db = new Database(ctx.db.firestore);
  const { found, done, failed, full } = await advanceGroups({ db, tasks: ctx.tasks, now });
  return { found, done, failed, full, reads: db.meter.reads, writes: db.meter.writes };
}

describe('advanceGroups', () => {
  it('hands on what is due of every organization, the longest due first, and nothing else', async () => {
    await saveGroup('grp_late', minutes(-1));
    await saveGroup('grp_now', minutes(0), 'org_other');
    await saveGroup('grp_soon', minutes(1));
    await saveGroup('grp_over', null);
    expect(await tick()).toEqual({ found: 2, done: 2, failed: [], full: false, reads: 2 + 2, writes: 0 });
    expect(ctx.tasks.flushes).toEqual([
      { orgId: ctx.orgId, groupId: 'grp_late' },
      { orgId: 'org_other', groupId: 'grp_now' },
    ]);
  });

  it('costs one read when nothing is due', async () => {
    await saveGroup('grp_soon', minutes(1));
    expect(await tick()).toEqual({ found: 0, done: 0, failed: [], full: false, reads: 1, writes: 0 });
  });

  it('tries again what the queue did not take, and hands on the others', async () => {
    await saveGroup('grp_bad', minutes(-2));
    await saveGroup('grp_good', minutes(-1));
    const { enqueueFlush } = ctx.tasks;
    ctx.tasks.enqueueFlush = async (task) => {
      if (task.groupId === 'grp_bad') throw new Error('the queue is full');
      await enqueueFlush.call(ctx.tasks, task);
    };
    expect(await tick()).toMatchObject({ found: 2, done: 1, failed: [{ cause: expect.any(Error) }] });
    ctx.tasks.enqueueFlush = enqueueFlush;
    await tick();
    expect(ctx.tasks.flushes.map(({ groupId }) => groupId)).toEqual(['grp_good', 'grp_bad', 'grp_good']);
  });
});
