import { describe, expect, it } from 'vitest';
import { at, type TestCtx } from '../../../../test/support/context.ts';
import {
  minute,
  noon,
  see,
  settled,
  silenceFor,
  told,
  watchedAirports,
} from '../../../../test/support/silences.ts';
import { silenceResponseSchema } from '../../../contracts/silence.ts';
import { collection } from '../../../firestore/collections.ts';
import { acknowledgeAlert } from '../acknowledge-alert.ts';
import { reopenAlert } from '../reopen-alert.ts';
import { resolveAlert } from '../resolve-alert.ts';
import { openSilencesMax } from './create-silence.ts';
import { endSilence } from './end-silence.ts';
import { getSilence } from './get-silence.ts';
import { listSilences } from './list-silences.ts';
import { updateSilence } from './update-silence.ts';

const end = (ctx: TestCtx, silenceId: string) => endSilence({ ctx, input: { silenceId } });

describe('a silence', () => {
  it('silences what matches while it lasts, and leaves it exactly as it was', async () => {
    const ctx = await watchedAirports();
    const [firing, taken, other] = [
      await see(ctx, 'ATL', 70),
      await see(ctx, 'BOS', 70),
      await see(ctx, 'JFK', 70),
    ];
    await acknowledgeAlert({ ctx: at(ctx, minute(1)), input: { alertId: taken } });
    const before = await Promise.all([firing, taken, other].map((id) => settled(ctx, id)));
    const silence = await silenceFor(at(ctx, minute(2)), 'x', {
      matchers: [{ label: 'airport', operator: '=~', value: 'ATL|BOS' }],
    });
    expect(silenceResponseSchema.parse(silence)).toEqual(silence);
    expect(silence).toMatchObject({ state: 'active', startsAt: minute(2), nextChangeAt: minute(122) });
    const held = { silencedBy: [silence.silenceId], silencedUntil: minute(122) };
    const silenced = { ...held, state: 'silenced', open: true };
    expect(await settled(ctx, firing)).toEqual({ ...before[0], ...silenced, beneathSilence: 'firing' });
    expect(await settled(ctx, taken)).toEqual({ ...before[1], ...silenced, beneathSilence: 'acknowledged' });
    expect(await settled(ctx, other)).toEqual(before[2]);
    const ended = await end(at(ctx, minute(5)), silence.silenceId);
    expect(ended).toMatchObject({
      state: 'ended',
      endsAt: minute(5),
      endedBy: 'user:ada',
      nextChangeAt: null,
    });
    expect(await Promise.all([firing, taken, other].map((id) => settled(ctx, id)))).toEqual(before);
    expect(await told(ctx, taken)).toEqual([
      'inactive → firing: 70',
      'firing → acknowledged: acknowledged by user:ada',
      'acknowledged → silenced: silenced until 2026-11-21 14:02 UTC: de-icing',
      'silenced → acknowledged: the silence was ended by user:ada: de-icing',
    ]);
    expect(await end(at(ctx, minute(6)), silence.silenceId)).toEqual(ended);
  });

  it('silences at once what fires while it lasts, for three more reads at most, and goes on evaluating it', async () => {
    const ctx = await watchedAirports();
    const { silenceId } = await silenceFor(ctx, 'ATL');
    const later = at(ctx, minute(1));
    const alertId = await see(later, 'ATL', 70);
    // Latest episode, rule, silence, policies; alert and two entries of its timeline.
    expect([later.db.meter.reads, later.db.meter.writes]).toEqual([4, 3]);
    expect(await settled(ctx, alertId)).toMatchObject({
      state: 'silenced',
      beneathSilence: 'firing',
      open: true,
    });
    const seen = at(ctx, minute(2));
    await see(seen, 'ATL', 71);
    expect([seen.db.meter.reads, seen.db.meter.writes]).toEqual([1, 1]);
    expect(await settled(ctx, alertId)).toMatchObject({
      state: 'silenced',
      value: 71,
      silencedBy: [silenceId],
    });
    await see(at(ctx, minute(3)), 'ATL', 40);
    expect(await settled(ctx, alertId)).toMatchObject({
      ...{ state: 'resolved', open: false, resolvedAt: minute(3) },
      ...{ beneathSilence: null, silencedBy: [] },
    });
    await end(at(ctx, minute(4)), silenceId);
    expect(await told(ctx, alertId)).toEqual([
      'inactive → firing: 70',
      'firing → silenced: silenced until 2026-11-21 14:00 UTC: de-icing',
      'silenced → resolved: 40',
    ]);
  });

  it('lets people acknowledge, resolve and reopen beneath it', async () => {
    const ctx = await watchedAirports();
    const alertId = await see(ctx, 'ATL', 70);
    const { silenceId } = await silenceFor(ctx, 'ATL');
    const acknowledged = await acknowledgeAlert({ ctx: at(ctx, minute(1)), input: { alertId } });
    expect(acknowledged).toMatchObject({
      state: 'silenced',
      beneathSilence: 'acknowledged',
      acknowledgedBy: 'user:ada',
    });
    expect(await acknowledgeAlert({ ctx: at(ctx, minute(2)), input: { alertId } })).toEqual(acknowledged);
    const reason = 'wrong after all';
    expect(await reopenAlert({ ctx: at(ctx, minute(3)), input: { alertId, reason } })).toMatchObject({
      ...{ state: 'silenced', beneathSilence: 'firing', acknowledgedBy: null },
    });
    const resolved = await resolveAlert({ ctx: at(ctx, minute(4)), input: { alertId, reason } });
    expect(resolved).toMatchObject({ state: 'resolved', silencedBy: [], beneathSilence: null });
    expect(await reopenAlert({ ctx: at(ctx, minute(5)), input: { alertId, reason } })).toMatchObject({
      ...{ state: 'silenced', beneathSilence: 'firing', silencedBy: [silenceId] },
    });
  });

  it('overlaps with others: an alert is restored at the end of the last', async () => {
    const ctx = await watchedAirports();
    const alertId = await see(ctx, 'ATL', 70);
    const before = await settled(ctx, alertId);
    const one = await silenceFor(at(ctx, minute(1)), 'ATL');
    const other = await silenceFor(at(ctx, minute(2)), 'ATL', { comment: 'snow' });
    expect(await settled(ctx, alertId)).toMatchObject({ silencedBy: [one.silenceId, other.silenceId] });
    await end(at(ctx, minute(3)), one.silenceId);
    expect(await settled(ctx, alertId)).toMatchObject({ state: 'silenced', silencedBy: [other.silenceId] });
    await end(at(ctx, minute(4)), other.silenceId);
    expect(await settled(ctx, alertId)).toEqual(before);
  });

  it('follows a change of matchers and of its end, and stays as a record', async () => {
    const ctx = await watchedAirports();
    const [atl, bos] = [await see(ctx, 'ATL', 70), await see(ctx, 'BOS', 70)];
    const { silenceId } = await silenceFor(ctx, 'ATL');
    const change = (patch: Parameters<typeof updateSilence>[0]['input']['patch'], n: number) =>
      updateSilence({ ctx: at(ctx, minute(n)), input: { silenceId, patch } });
    const matchers = [{ label: 'airport', operator: '=' as const, value: 'BOS' }];
    expect(await change({ matchers, endsAt: minute(300) }, 1)).toMatchObject({
      ...{ matchers, state: 'active', startsAt: noon, nextChangeAt: minute(300), updatedAt: minute(1) },
    });
    expect(await settled(ctx, atl)).toMatchObject({ state: 'firing' });
    expect(await settled(ctx, bos)).toMatchObject({ state: 'silenced' });
    expect((await told(ctx, atl)).at(-1)).toBe('silenced → firing: the silence no longer matches: de-icing');
    await expect(change({ startsAt: minute(10) }, 2)).rejects.toMatchObject({
      fields: [{ pointer: '/startsAt' }],
    });
    await expect(change({ endsAt: minute(1) }, 2)).rejects.toMatchObject({
      fields: [{ pointer: '/endsAt' }],
    });
    await end(at(ctx, minute(3)), silenceId);
    await expect(change({ endsAt: minute(500) }, 4)).rejects.toMatchObject({ reason: 'SILENCE_ENDED' });
    expect(await getSilence({ ctx, input: { silenceId } })).toMatchObject({
      state: 'ended',
      endsAt: minute(3),
    });
  });

  it('that begins later holds for nothing before, can be moved, and ended before it begins', async () => {
    const ctx = await watchedAirports();
    const alertId = await see(ctx, 'ATL', 70);
    const silence = await silenceFor(ctx, 'ATL', { startsAt: minute(60) });
    const { silenceId } = silence;
    expect(silence).toMatchObject({ state: 'scheduled', nextChangeAt: minute(60) });
    expect(await settled(ctx, alertId)).toMatchObject({ state: 'firing' });
    const patch = { startsAt: minute(30) };
    expect(await updateSilence({ ctx, input: { silenceId, patch } })).toMatchObject({
      nextChangeAt: minute(30),
    });
    expect(await end(at(ctx, minute(10)), silenceId)).toMatchObject({ state: 'ended', nextChangeAt: null });
    expect(await see(at(ctx, minute(40)), 'BOS', 70)).not.toBe('none');
    expect(await told(ctx, alertId)).toHaveLength(1);
  });

  it('and an alert that fires as it is made find each other', async () => {
    const ctx = await watchedAirports();
    const airports = Array.from({ length: 5 }, (_, i) => `A${i}`);
    const matchers = [{ label: 'airport', operator: '=~' as const, value: 'A\\d+' }];
    const [, ...alertIds] = await Promise.all([
      silenceFor(ctx, 'x', { matchers }),
      ...airports.map((airport) => see(ctx, airport, 70)),
    ]);
    for (const alertId of alertIds) expect(await settled(ctx, alertId)).toMatchObject({ state: 'silenced' });
  });

  it('is refused where there are too many, or matchers and times make no sense', async () => {
    const ctx = await watchedAirports();
    await expect(silenceFor(ctx, 'ATL', { endsAt: noon })).rejects.toMatchObject({
      fields: [{ pointer: '/endsAt' }],
    });
    const matchers = [{ label: 'airport', operator: '=~' as const, value: '(' }];
    await expect(silenceFor(ctx, 'ATL', { matchers })).rejects.toMatchObject({
      ...{ code: 'invalid-argument', fields: [{ pointer: '/matchers/0/value' }] },
    });
    expect((await listSilences({ ctx, input: { pageSize: 10 } })).items).toEqual([]);
    const silences = collection(ctx.db.firestore, ctx.orgId, 'silences');
    const { silenceId: _, ...silence } = await silenceFor(ctx, 'ATL', { startsAt: minute(60) });
    await ctx.db.commit((writer) => {
      for (let i = 1; i < openSilencesMax; i++) writer.create(silences.doc(`sil_${i}`), silence);
    });
    await expect(silenceFor(ctx, 'ATL')).rejects.toMatchObject({ reason: 'SILENCES_EXHAUSTED' });
    await end(ctx, 'sil_1');
    await silenceFor(ctx, 'ATL');
  });
});
