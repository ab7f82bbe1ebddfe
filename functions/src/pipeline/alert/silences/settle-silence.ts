import { isDeepStrictEqual } from 'node:util';
import { silenceStatusAt } from '../../../alerting/silences/silence-window.ts';
import type { Silence } from '../../../contracts/silence.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { spreadSilence } from './spread-silence.ts';

/**
 * Leads a silence, and with it the alerts of its organization, to what they are at `ctx.now`: the silence's own state
 * first, then its alerts page by page, then the instant of its next change. Until that last step `nextChangeAt` lies in
 * the past, so that what is cut short is found and done again by the next tick, and done twice changes nothing.
 *
 * Windows that came and went while nobody looked are passed over: alerts are led to what holds now.
 *
 * @returns how many alerts it changed
 */
export async function settleSilence(ctx: Ctx, silenceId: string): Promise<number> {
  const silence = await advance(ctx, silenceId);
  if (silence === null) return 0;
  const changed = await spreadSilence(ctx, silenceId, silence.state === 'active');
  await finish(ctx, silenceId, silence);
  return changed;
}

/** From here on alerts that fire see the silence as it is now. Null where there is nothing to do. */
async function advance(ctx: Ctx, silenceId: string): Promise<Silence | null> {
  const reference = collection(ctx.db.firestore, ctx.orgId, 'silences').doc(silenceId);
  return ctx.db.transaction(async (transaction) => {
    const silence = (await transaction.get(reference)).data();
    if (silence === undefined || silence.nextChangeAt === null || silence.nextChangeAt > ctx.now) return null;
    const { state, window } = silenceStatusAt(silence, ctx.now);
    const advanced = { ...silence, state, window };
    if (!isDeepStrictEqual(advanced, silence)) transaction.set(reference, advanced);
    return advanced;
  });
}

/** Unless somebody has changed the silence meanwhile: then it is theirs to settle, or the next tick's. */
async function finish(ctx: Ctx, silenceId: string, silence: Silence): Promise<void> {
  const reference = collection(ctx.db.firestore, ctx.orgId, 'silences').doc(silenceId);
  await ctx.db.transaction(async (transaction) => {
    const current = (await transaction.get(reference)).data();
    if (!isDeepStrictEqual(current, silence)) return;
    transaction.set(reference, { ...silence, ...silenceStatusAt(silence, ctx.now) });
  });
}
