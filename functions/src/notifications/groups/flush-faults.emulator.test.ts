import { describe, expect, it } from 'vitest';
import { at, RecordedTasks } from '../../../test/support/context.ts';
import { firingAlert, flushAll, organization, second, see, told } from '../../../test/support/flushes.ts';
import { deliveriesOf, groupsOfOrganization } from '../../../test/support/notification-groups.ts';
import { alertChanged } from '../../pipeline/alert/alert-changed.ts';
import { flushGroup } from './flush-group.ts';

describe('a storm', () => {
  it('of 1,000 alerts at once writes their group once, tells them in one, and loses none', async () => {
    const ctx = await organization();
    const waves = Array.from({ length: 20 }, (_, wave) =>
      Array.from({ length: 50 }, (_, n) => firingAlert(wave * 50 + n)),
    );
    await Promise.all(
      waves.map((changes) => ctx.db.transaction((transaction) => alertChanged(ctx, transaction, changes))),
    );
    expect(ctx.db.meter.writes).toBe(2 * 1_000 + 1);
    expect(ctx.tasks.flushes).toHaveLength(1);
    const { results, meter } = await flushAll(ctx, 30);
    expect(results).toEqual([{ result: 'flushed', told: 1, withheld: 0 }]);
    expect(meter).toMatchObject({ reads: 2 + 1 + 3 + 1_000, writes: 1 + 1_000 + 1 });
    const [delivery] = await deliveriesOf(ctx);
    expect(delivery?.notification.alerts).toHaveLength(100);
    expect(delivery?.notification.truncatedAlerts).toBe(900);
    const [group] = await groupsOfOrganization(ctx);
    expect(group?.channels.chn_1?.firing).toHaveLength(1_000);
  }, 120_000);

  it('of more than a flush looks at says how many more there are', async () => {
    const ctx = await organization();
    const changes = Array.from({ length: 1_010 }, (_, n) => firingAlert(n));
    for (let from = 0; from < changes.length; from += 100) {
      const some = changes.slice(from, from + 100);
      await ctx.db.transaction((transaction) => alertChanged(ctx, transaction, some));
    }
    await flushAll(ctx, 30);
    const [delivery] = await deliveriesOf(ctx);
    expect(delivery?.notification.truncatedAlerts).toBe(910);
  }, 120_000);
});

describe('whatever dies half-way', () => {
  it('loses no message whose task was not queued: it is due, and the group stands', async () => {
    const ctx = await organization();
    await see(ctx, 0, 70);
    const warnings: string[] = [];
    const [group] = await groupsOfOrganization(ctx);
    const failing = {
      ...at(ctx, second(30)),
      warn: (message: string) => void warnings.push(message),
      tasks: Object.assign(new RecordedTasks(), {
        enqueueDelivery: () => Promise.reject(new Error('the queue is away')),
      }),
    };
    const input = { orgId: ctx.orgId, groupId: group?.groupId ?? '' };
    expect(await flushGroup({ ctx: failing, input })).toMatchObject({ result: 'flushed', told: 1 });
    expect(warnings).toEqual([expect.stringContaining('was not queued and waits for the tick')]);
    expect(await deliveriesOf(ctx)).toMatchObject([{ state: 'pending', nextAttemptAt: second(30) }]);
    expect((await flushAll(ctx, 31)).results).toEqual([{ result: 'not-yet', told: 0, withheld: 0 }]);
  });

  it('wakes a group again that was woken for an alert which was not written', async () => {
    const ctx = await organization();
    const never = ctx.db.transaction(async (transaction) => {
      await alertChanged(ctx, transaction, [firingAlert(0)]);
      throw new Error('killed');
    });
    await expect(never).rejects.toThrow('killed');
    expect(await groupsOfOrganization(ctx)).toMatchObject([{ nextFlushAt: second(30) }]);
    await flushAll(ctx, 30);
    expect(await told(ctx)).toEqual([]);
    await see(ctx, 40, 70);
    await flushAll(ctx, 70);
    expect(await told(ctx)).toEqual([['chn_1', 'alerts', 'firing', 1]]);
  });

  it('tells every alert that fires while its group is flushed', async () => {
    const ctx = await organization();
    await see(ctx, 0, 70);
    const during = Array.from({ length: 20 }, (_, n) =>
      ctx.db.transaction((transaction) =>
        alertChanged({ ...ctx, now: second(30) }, transaction, [firingAlert(n)]),
      ),
    );
    await Promise.all([flushAll(ctx, 30), ...during]);
    await flushAll(ctx, 330);
    const [group] = await groupsOfOrganization(ctx);
    expect(group?.channels.chn_1?.firing).toHaveLength(21);
  });
});
