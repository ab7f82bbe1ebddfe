import { describe, expect, it } from 'vitest';
import { at, type TestCtx, testContext } from '../../../../test/support/context.ts';
import {
  minute,
  noon,
  see,
  settled,
  silenceFor,
  watchedAirports,
} from '../../../../test/support/silences.ts';
import { silencePreviewSchema } from '../../../contracts/silence.ts';
import { endSilence } from './end-silence.ts';
import { getSilence } from './get-silence.ts';
import { listSilences } from './list-silences.ts';
import { previewSilence } from './preview-silence.ts';
import { updateSilence } from './update-silence.ts';

const end = (ctx: TestCtx, silenceId: string) => endSilence({ ctx, input: { silenceId } });

describe('previewSilence', () => {
  it('answers the open alerts that matchers hold for, and changes nothing', async () => {
    const ctx = await watchedAirports();
    const alertId = await see(ctx, 'ATL', 70);
    await see(ctx, 'BOS', 70);
    await see(ctx, 'ATX', 70);
    await see(at(ctx, minute(1)), 'ATX', 40);
    const matchers = [{ label: 'airport', operator: '=~' as const, value: 'AT.' }];
    const preview = await previewSilence({ ctx, input: { matchers } });
    expect(silencePreviewSchema.parse(preview)).toEqual(preview);
    expect(preview.alerts.map((alert) => alert.alertId)).toEqual([alertId]);
    expect(preview).toMatchObject({ looked: 2, complete: true });
    expect(await settled(ctx, alertId)).toMatchObject({ state: 'firing' });
  });
});

describe('listSilences', () => {
  it('answers the latest first, page by page, by state', async () => {
    const ctx = await watchedAirports();
    const first = await silenceFor(ctx, 'ATL');
    const later = await silenceFor(ctx, 'BOS', { startsAt: minute(60) });
    const last = await silenceFor(at(ctx, minute(1)), 'JFK');
    await end(at(ctx, minute(2)), last.silenceId);
    const list = async (input: Partial<Parameters<typeof listSilences>[0]['input']>) =>
      (await listSilences({ ctx, input: { pageSize: 10, ...input } })).items.map(
        ({ silenceId }) => silenceId,
      );
    expect(await list({})).toEqual([later.silenceId, last.silenceId, first.silenceId]);
    expect(await list({ state: 'active' })).toEqual([first.silenceId]);
    expect(await list({ state: 'scheduled' })).toEqual([later.silenceId]);
    expect(await list({ state: 'ended' })).toEqual([last.silenceId]);
    expect(await list({ pageSize: 2 })).toHaveLength(2);
  });
});

describe('a silence of another organization', () => {
  it('does not exist, and silences nothing here', async () => {
    const theirs = await watchedAirports();
    const ours = await watchedAirports();
    const alertId = await see(ours, 'ATL', 70);
    const { silenceId } = await silenceFor(theirs, 'ATL');
    expect(await settled(ours, alertId)).toMatchObject({ state: 'firing' });
    expect(await settled(ours, await see(ours, 'ATL', 71))).toMatchObject({ state: 'firing' });
    const absent = { code: 'not-found', reason: 'SILENCE_NOT_FOUND' };
    const ctx = testContext({ now: noon });
    await expect(getSilence({ ctx, input: { silenceId } })).rejects.toMatchObject(absent);
    await expect(end(ctx, silenceId)).rejects.toMatchObject(absent);
    const patch = { comment: 'mine' };
    await expect(updateSilence({ ctx, input: { silenceId, patch } })).rejects.toMatchObject(absent);
    expect((await listSilences({ ctx, input: { pageSize: 10 } })).items).toEqual([]);
    const matchers = [{ label: 'airport', operator: '=' as const, value: 'ATL' }];
    expect(await previewSilence({ ctx, input: { matchers } })).toMatchObject({ alerts: [], looked: 0 });
    expect(await getSilence({ ctx: theirs, input: { silenceId } })).toMatchObject({ comment: 'de-icing' });
  });
});
