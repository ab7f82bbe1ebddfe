import { beforeEach, describe, expect, it } from 'vitest';
import { at, type TestCtx } from '../../test/support/context.ts';
import { SteppedDatabase } from '../../test/support/faults/stepped-database.ts';
import { SteppedProcess } from '../../test/support/faults/stepped-process.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import { minute, see, settled, silenceFor, told, watchedAirports } from '../../test/support/silences.ts';
import type { Silence } from '../contracts/silence.ts';
import { alertEventCollection, collection } from '../firestore/collections.ts';
import { Database } from '../firestore/database.ts';
import { acknowledgeAlert } from '../pipeline/alert/acknowledge-alert.ts';
import { listAlerts } from '../pipeline/alert/list-alerts.ts';
import { getSilence } from '../pipeline/alert/silences/get-silence.ts';
import { updateSilence } from '../pipeline/alert/silences/update-silence.ts';
import { advanceSilences } from './advance-silences.ts';

// A tick sees every organization, so each test has a Firestore of its own.
let ctx: TestCtx;

beforeEach(async () => {
  ctx = await watchedAirports(isolatedDatabase());
});

async function tick(n: number, db = new Database(ctx.db.firestore)) {
  const { done, failed } = await advanceSilences({ db, tasks: ctx.tasks, now: minute(n) });
  return { done, failed, reads: db.meter.reads, writes: db.meter.writes };
}

const silenceOf = (silenceId: string) => getSilence({ ctx, input: { silenceId } });
const quiet = { done: 0, failed: [], reads: 1, writes: 0 };
const hourly = { schedule: '0 * * * *', timeZone: 'UTC', durationSeconds: 600 };

describe('advanceSilences', () => {
  it('begins and ends a silence at its time, once, and restores what went on beneath', async () => {
    const [firing, taken, over] = [
      await see(ctx, 'ATL', 70),
      await see(ctx, 'ATX', 70),
      await see(ctx, 'ATY', 70),
    ];
    const { silenceId } = await silenceFor(ctx, 'x', {
      matchers: [{ label: 'airport', operator: '=~', value: 'AT.' }],
      ...{ startsAt: minute(60), endsAt: minute(120) },
    });
    expect(await tick(59)).toEqual(quiet);
    expect(await tick(60)).toMatchObject({ done: 1, failed: [] });
    expect(await tick(60)).toEqual(quiet);
    expect(await silenceOf(silenceId)).toMatchObject({ state: 'active', nextChangeAt: minute(120) });
    for (const id of [firing, taken, over])
      expect(await settled(ctx, id)).toMatchObject({ state: 'silenced' });
    await acknowledgeAlert({ ctx: at(ctx, minute(70)), input: { alertId: taken } });
    await see(at(ctx, minute(80)), 'ATY', 40);
    expect(await tick(119)).toEqual(quiet);
    expect(await tick(121)).toMatchObject({ done: 1, failed: [] });
    expect(await tick(122)).toEqual(quiet);
    expect(await silenceOf(silenceId)).toMatchObject({
      state: 'ended',
      window: null,
      nextChangeAt: null,
      endedBy: null,
    });
    expect(await settled(ctx, firing)).toMatchObject({ state: 'firing', silencedBy: [] });
    expect(await settled(ctx, taken)).toMatchObject({ state: 'acknowledged', acknowledgedAt: minute(70) });
    expect(await settled(ctx, over)).toMatchObject({ state: 'resolved', resolvedAt: minute(80) });
    expect(await told(ctx, firing)).toEqual([
      'inactive → firing: 70',
      'firing → silenced: silenced until 2026-11-21 14:00 UTC: de-icing',
      'silenced → firing: the silence is over: de-icing',
    ]);
  });

  it('may be late: what fires goes by the times of the silence alone', async () => {
    const { silenceId } = await silenceFor(ctx, 'ATL', { startsAt: minute(60), endsAt: minute(120) });
    expect(await settled(ctx, await see(at(ctx, minute(59)), 'BOS', 70))).toMatchObject({ state: 'firing' });
    const within = await see(at(ctx, minute(60)), 'ATL', 70);
    expect(await settled(ctx, within)).toMatchObject({ state: 'silenced', silencedBy: [silenceId] });
    await see(at(ctx, minute(61)), 'ATL', 40);
    const after = await see(at(ctx, minute(120)), 'ATL', 70);
    expect(await settled(ctx, after)).toMatchObject({ state: 'firing' });
    expect(await tick(300)).toMatchObject({ done: 1, failed: [] });
    expect(await told(ctx, after)).toEqual(['inactive → firing: 70']);
  });

  it('may be late: what is seen of a silenced alert after the end takes it out from under the silence', async () => {
    const alertId = await see(ctx, 'ATL', 70);
    const one = await silenceFor(ctx, 'ATL', { endsAt: minute(60) });
    const other = await silenceFor(ctx, 'ATL', { endsAt: minute(90), comment: 'snow' });
    expect(await settled(ctx, alertId)).toMatchObject({ silencedUntil: minute(60) });
    const seen = at(ctx, minute(60));
    await see(seen, 'ATL', 71);
    expect(await settled(ctx, alertId)).toMatchObject({
      ...{ state: 'silenced', silencedBy: [other.silenceId], silencedUntil: minute(90) },
    });
    const patch = { endsAt: minute(120) };
    await updateSilence({ ctx: at(ctx, minute(70)), input: { silenceId: other.silenceId, patch } });
    await see(at(ctx, minute(90)), 'ATL', 72);
    expect(await settled(ctx, alertId)).toMatchObject({ state: 'silenced', silencedUntil: minute(120) });
    await see(at(ctx, minute(120)), 'ATL', 73);
    expect(await settled(ctx, alertId)).toMatchObject({
      state: 'firing',
      silencedBy: [],
      silencedUntil: null,
    });
    expect(await told(ctx, alertId)).toEqual([
      'inactive → firing: 70',
      'firing → silenced: silenced until 2026-11-21 13:00 UTC: de-icing',
      'silenced → silenced: silenced until 2026-11-21 13:30 UTC: snow',
      'silenced → silenced: the silence is over: de-icing',
      'silenced → firing: the silence is over: snow',
    ]);
    expect(await tick(121)).toMatchObject({ done: 2, failed: [] });
    expect(await told(ctx, alertId)).toHaveLength(5);
    expect(await silenceOf(one.silenceId)).toMatchObject({ state: 'ended' });
  });

  it('may be late by several windows of a maintenance window: alerts are led to what holds now', async () => {
    const alertId = await see(ctx, 'ATL', 70);
    const { silenceId } = await silenceFor(ctx, 'ATL', { endsAt: minute(60 * 24), recurrence: hourly });
    expect(await settled(ctx, alertId)).toMatchObject({ state: 'silenced' });
    expect(await tick(10)).toMatchObject({ done: 1 });
    expect(await settled(ctx, alertId)).toMatchObject({ state: 'firing' });
    expect(await silenceOf(silenceId)).toMatchObject({ state: 'scheduled', nextChangeAt: minute(60) });
    // 15:05, and nobody looked at 13:00, 14:00 or 15:00.
    expect(await see(at(ctx, minute(185)), 'ATL', 71)).toBe(alertId);
    expect(await tick(185)).toMatchObject({ done: 1 });
    expect(await settled(ctx, alertId)).toMatchObject({ state: 'silenced', silencedBy: [silenceId] });
    expect(await silenceOf(silenceId)).toMatchObject({ state: 'active', nextChangeAt: minute(190) });
    // 17:20: another window came and went.
    expect(await tick(320)).toMatchObject({ done: 1 });
    expect(await settled(ctx, alertId)).toMatchObject({ state: 'firing', silencedBy: [] });
    expect(await silenceOf(silenceId)).toMatchObject({ state: 'scheduled', nextChangeAt: minute(360) });
    // 18:30, late again: what fires anew goes by the times.
    await see(at(ctx, minute(330)), 'ATL', 40);
    expect(await settled(ctx, await see(at(ctx, minute(365)), 'ATL', 70))).toMatchObject({
      state: 'silenced',
    });
    expect(await tick(60 * 24)).toMatchObject({ done: 1 });
    expect(await silenceOf(silenceId)).toMatchObject({ state: 'ended', nextChangeAt: null });
    expect((await listAlerts({ ctx, input: { pageSize: 9, state: 'firing' } })).items).toHaveLength(1);
  });

  it('takes over under another silence that holds by then, without a word in between', async () => {
    const alertId = await see(ctx, 'ATL', 70);
    const one = await silenceFor(ctx, 'ATL', { endsAt: minute(60) });
    const other = await silenceFor(ctx, 'ATL', { startsAt: minute(60), endsAt: minute(120) });
    expect(await tick(60)).toMatchObject({ done: 2, failed: [] });
    expect(await settled(ctx, alertId)).toMatchObject({ state: 'silenced', silencedBy: [other.silenceId] });
    expect(await silenceOf(one.silenceId)).toMatchObject({ state: 'ended' });
    expect(await tick(120)).toMatchObject({ done: 1 });
    expect(await settled(ctx, alertId)).toMatchObject({ state: 'firing', silencedBy: [] });
  });

  it('acts for each organization by itself, and one silence that fails keeps no other from its turn', async () => {
    const other = await watchedAirports(ctx.db);
    const theirs = await see(other, 'ATL', 70);
    const { silenceId } = await silenceFor(ctx, 'ATL', { startsAt: minute(60) });
    await silenceFor(other, 'ATL', { startsAt: minute(61) });
    await collection(ctx.db.firestore, ctx.orgId, 'silences')
      .doc(silenceId)
      .withConverter(null)
      .update({ matchers: 1 });
    const { done, failed } = await tick(61);
    expect({ done, failed }).toMatchObject({
      done: 1,
      failed: [{ path: expect.stringContaining(silenceId) }],
    });
    expect(await settled(other, theirs)).toMatchObject({ state: 'silenced' });
  });
});

describe('a tick that dies', () => {
  const airports = Array.from({ length: 60 }, (_, i) => `A${i}`);
  const matchers = [{ label: 'airport', operator: '=~' as const, value: 'A\\d+' }];

  /** Lets a tick take so many steps, and die of the next; false when it had come to its end. */
  async function diesAfter(steps: number, n: number): Promise<boolean> {
    const process = new SteppedProcess(`tick ${steps}`);
    await process.start(() => tick(n, new SteppedDatabase(ctx.db, process)));
    for (let step = 0; step < steps; step++) await process.step();
    if (!process.alive) return false;
    await process.die('after');
    return true;
  }

  const statesOf = async (alertIds: readonly string[]) => {
    const alerts = await Promise.all(alertIds.map((id) => settled(ctx, id)));
    return [...new Set(alerts.map(({ state }) => state))];
  };

  it('after any of its steps, is made good by the next, and nothing is said twice', async () => {
    const alertIds: string[] = [];
    for (const airport of airports) alertIds.push(await see(ctx, airport, 70));
    const { silenceId } = await silenceFor(ctx, 'x', { matchers, startsAt: minute(60), endsAt: minute(120) });
    for (const [n, state] of [
      [60, 'silenced'],
      [120, 'firing'],
    ] as const) {
      let deaths = 0;
      while (await diesAfter(deaths, n)) deaths++;
      expect(deaths).toBeGreaterThan(2);
      expect(await statesOf(alertIds)).toEqual([state]);
      expect(await tick(n)).toEqual(quiet);
    }
    expect(await silenceOf(silenceId)).toMatchObject({
      state: 'ended',
      nextChangeAt: null,
    } satisfies Partial<Silence>);
    const lengths = await Promise.all(
      alertIds.map(async (id) => (await alertEventCollection(ctx.db.firestore, ctx.orgId, id).get()).size),
    );
    expect(new Set(lengths)).toEqual(new Set([3]));
  });
});
