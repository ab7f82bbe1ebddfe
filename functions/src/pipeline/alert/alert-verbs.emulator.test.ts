import { describe, expect, it } from 'vitest';
import { at, type TestCtx, testContext } from '../../../test/support/context.ts';
import { minute, noon, see, settled, told, watchedAirports } from '../../../test/support/silences.ts';
import { alertResponseSchema } from '../../contracts/alert.ts';
import { collection } from '../../firestore/collections.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { jobFingerprintOf } from './alert-ids.ts';
import { applyJobCheck } from './apply-job-check.ts';
import { assignAlert } from './assign-alert.ts';
import { deleteAlertRule } from './delete-alert-rule.ts';
import { getAlert } from './get-alert.ts';
import type { JobSubject } from './job-watchers.ts';
import { listAlerts } from './list-alerts.ts';
import { noteAlert } from './note-alert.ts';
import { reopenAlert } from './reopen-alert.ts';
import { resolveAlert } from './resolve-alert.ts';

const jobSubject: JobSubject = {
  ...{ jobId: 'job_1', name: 'nightly', metricId: null, metricKey: 'flights.departures', labels: {} },
  ...{ severity: 'warning', alertAfter: 3 },
};
const reason = 'looked at it';
const resolve = (ctx: TestCtx, alertId: string) => resolveAlert({ ctx, input: { alertId, reason } });
const reopen = (ctx: TestCtx, alertId: string) => reopenAlert({ ctx, input: { alertId, reason } });

describe('resolveAlert', () => {
  it('ends an alert by hand, and a breach that goes on opens no other before it was clear', async () => {
    const ctx = await watchedAirports();
    const alertId = await see(ctx, 'ATL', 70);
    const resolved = await resolve(at(ctx, minute(1)), alertId);
    expect(alertResponseSchema.parse(resolved)).toEqual(resolved);
    expect(resolved).toMatchObject({
      ...{ state: 'resolved', open: false, awaitsClear: true },
      ...{ resolvedAt: minute(1), resolvedBy: 'user:ada' },
    });
    expect(await resolve(at(ctx, minute(2)), alertId)).toEqual(resolved);
    const held = at(ctx, minute(3));
    expect(await see(held, 'ATL', 71)).toBe('none');
    expect([held.db.meter.reads, held.db.meter.writes]).toEqual([1, 0]);
    await see(at(ctx, minute(4)), 'ATL', 40);
    expect(await settled(ctx, alertId)).toMatchObject({ awaitsClear: false, evaluatedThrough: minute(4) });
    // Delivered late, and from before it was clear.
    expect(await see(at(ctx, minute(3)), 'ATL', 72)).toBe('none');
    const next = await see(at(ctx, minute(5)), 'ATL', 73);
    expect(await settled(ctx, next)).toMatchObject({
      state: 'firing',
      startedAt: minute(5),
      resolvedBy: null,
    });
    expect(await told(ctx, alertId)).toEqual(['inactive → firing: 70', 'firing → resolved: looked at it']);
  });

  it('lets another open after four hours, as often as notifications repeat, if it was never clear', async () => {
    const ctx = await watchedAirports();
    await resolve(ctx, await see(ctx, 'ATL', 70));
    expect(await see(at(ctx, minute(239)), 'ATL', 71)).toBe('none');
    expect(await see(at(ctx, minute(240)), 'ATL', 72)).not.toBe('none');
  });

  it('is for what fires', async () => {
    const ctx = await watchedAirports();
    const alertId = await see(ctx, 'ATL', 70);
    const alerts = collection(ctx.db.firestore, ctx.orgId, 'alerts');
    for (const state of ['pending', 'inactive'] as const) {
      await alerts.doc(alertId).update({ state });
      const refused = { code: 'failed-precondition', reason: 'ALERT_NOT_FIRING', extensions: { state } };
      await expect(resolve(ctx, alertId)).rejects.toMatchObject(refused);
      await expect(reopen(ctx, alertId)).rejects.toMatchObject({ reason: 'ALERT_NOT_REOPENABLE' });
    }
  });

  it('holds for the alert of a forecast job, too, until a run is completed', async () => {
    const ctx = await watchedAirports();
    const run = (n: number, verdict: 'breached' | 'clear') =>
      ctx.db.transaction((transaction) =>
        applyJobCheck(ctx, transaction, jobSubject, { verdict, at: minute(n), value: 3, reason: verdict }),
      );
    await run(0, 'breached');
    const latest = async () =>
      (await listAlerts({ ctx, input: { pageSize: 1, jobId: jobSubject.jobId } })).items[0];
    const first = await latest();
    expect(first).toMatchObject({ state: 'firing', fingerprint: jobFingerprintOf(jobSubject.jobId) });
    await resolve(at(ctx, minute(1)), first?.alertId ?? '');
    expect([await run(2, 'breached'), await run(3, 'clear'), await run(4, 'breached')]).toEqual([0, 1, 2]);
    expect(await latest()).toMatchObject({ state: 'firing', startedAt: minute(4) });
  });
});

describe('reopenAlert', () => {
  it('lets the same episode fire again, until a check is clear', async () => {
    const ctx = await watchedAirports();
    const alertId = await see(ctx, 'ATL', 70);
    const before = await settled(ctx, alertId);
    await resolve(at(ctx, minute(1)), alertId);
    const reopened = await reopen(at(ctx, minute(2)), alertId);
    expect(await settled(ctx, alertId)).toEqual(before);
    expect(await reopen(at(ctx, minute(3)), alertId)).toEqual(reopened);
    await see(at(ctx, minute(4)), 'ATL', 40);
    expect(await settled(ctx, alertId)).toMatchObject({
      state: 'resolved',
      resolvedBy: null,
      awaitsClear: false,
    });
  });

  it('takes an acknowledgement back', async () => {
    const ctx = await watchedAirports();
    const alertId = await see(ctx, 'ATL', 70);
    const before = await settled(ctx, alertId);
    await acknowledgeAlert({ ctx, input: { alertId } });
    await reopen(at(ctx, minute(1)), alertId);
    expect(await settled(ctx, alertId)).toEqual(before);
    expect(await acknowledgeAlert({ ctx: at(ctx, minute(2)), input: { alertId } })).toMatchObject({
      ...{ state: 'acknowledged', acknowledgedAt: minute(2) },
    });
  });

  it('is refused where another episode came after, or the rule is gone', async () => {
    const ctx = await watchedAirports();
    const first = await see(ctx, 'ATL', 70);
    await see(at(ctx, minute(1)), 'ATL', 40);
    const second = await see(at(ctx, minute(2)), 'ATL', 71);
    const refused = { code: 'failed-precondition', reason: 'ALERT_NOT_REOPENABLE' };
    await expect(reopen(ctx, first)).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining(second),
    });
    await deleteAlertRule({ ctx, input: { ruleId: 'rul_many' } });
    await expect(reopen(ctx, second)).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('rule'),
    });
    expect(await settled(ctx, second)).toMatchObject({ state: 'resolved' });
  });
});

describe('assignAlert and noteAlert', () => {
  it('say who is to look after it, and what there is to know, and leave its state alone', async () => {
    const ctx = await watchedAirports();
    const alertId = await see(ctx, 'ATL', 70);
    await collection(ctx.db.firestore, ctx.orgId, 'user_org_memberships')
      .doc('grace')
      .set({ uid: 'grace', role: 'viewer', createdAt: noon, updatedAt: noon });
    const assign = (n: number, memberId: string | null, note?: string) =>
      assignAlert({ ctx: at(ctx, minute(n)), input: { alertId, memberId, note } });
    const assigned = await assign(1, 'grace');
    expect(assigned).toMatchObject({ state: 'firing', assignedTo: 'grace' });
    expect(await assign(2, 'grace')).toEqual(assigned);
    await expect(assign(3, 'mallory')).rejects.toMatchObject({ fields: [{ pointer: '/memberId' }] });
    await see(at(ctx, minute(4)), 'ATL', 40);
    expect(
      await noteAlert({ ctx: at(ctx, minute(5)), input: { alertId, note: 'a false one' } }),
    ).toMatchObject({
      ...{ state: 'resolved', assignedTo: 'grace' },
    });
    expect(await assign(6, null, 'shift over')).toMatchObject({ state: 'resolved', assignedTo: null });
    const { timeline } = await getAlert({ ctx, input: { alertId } });
    const entries = timeline.map((one) => [
      one.sequence,
      one.kind,
      one.from,
      one.to,
      one.assignedTo,
      one.reason,
    ]);
    expect(entries).toEqual([
      [0, 'state', 'inactive', 'firing', null, '70'],
      [1, 'assigned', 'firing', 'firing', 'grace', 'assigned to user:grace by user:ada'],
      [2, 'state', 'firing', 'resolved', null, '40'],
      [3, 'note', 'resolved', 'resolved', null, 'a false one'],
      [4, 'assigned', 'resolved', 'resolved', null, 'shift over'],
    ]);
  });
});

describe('what people do to alerts', () => {
  const verbs = (ctx: TestCtx, alertId: string) => [
    () => acknowledgeAlert({ ctx, input: { alertId } }),
    () => resolve(ctx, alertId),
    () => reopen(ctx, alertId),
    () => assignAlert({ ctx, input: { alertId, memberId: null } }),
    () => noteAlert({ ctx, input: { alertId, note: 'hi' } }),
  ];

  it('is not for alerts of another organization, nor for viewers', async () => {
    const theirs = await watchedAirports();
    const alertId = await see(theirs, 'ATL', 70);
    for (const verb of verbs(testContext({ now: noon }), alertId))
      await expect(verb()).rejects.toMatchObject({ code: 'not-found', reason: 'ALERT_NOT_FOUND' });
    const viewer = { ...at(theirs, noon), permissions: new Set(['alerts:read'] as const) };
    for (const verb of verbs(viewer, alertId))
      await expect(verb()).rejects.toMatchObject({ code: 'permission-denied' });
    expect((await getAlert({ ctx: theirs, input: { alertId } })).timeline).toHaveLength(1);
  });
});
