import { silenceStatusAt } from '../../../alerting/silences/silence-window.ts';
import { actorName } from '../../../contracts/context.ts';
import { notFound } from '../../../contracts/errors.ts';
import type { Precondition } from '../../../contracts/precondition.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { requirePermission } from '../../../operator/rbac/require-permission.ts';
import { readSilence, type SilenceResponse } from './get-silence.ts';
import { settleSilence } from './settle-silence.ts';

/**
 * Ends a silence now, or one that recurs for good; one that has not begun never does. Its alerts are restored before this
 * answers; if it is cut short, the tick goes on. Ending again changes nothing. It stays as a record.
 */
export async function endSilence({
  ctx,
  input: { silenceId, precondition },
}: {
  ctx: Ctx;
  input: { silenceId: string; precondition?: Precondition | undefined };
}): Promise<SilenceResponse> {
  requirePermission(ctx, 'silences:write');
  const reference = collection(ctx.db.firestore, ctx.orgId, 'silences').doc(silenceId);
  await ctx.db.transaction(async (transaction) => {
    const silence = (await transaction.get(reference)).data();
    if (silence === undefined) throw notFound('silence', silenceId);
    precondition?.({ silenceId, ...silence });
    if (silenceStatusAt(silence, ctx.now).state === 'ended') return;
    transaction.set(reference, {
      ...silence,
      startsAt: silence.startsAt < ctx.now ? silence.startsAt : ctx.now,
      endsAt: ctx.now,
      endedBy: actorName(ctx.actor),
      state: 'ended',
      window: null,
      nextChangeAt: ctx.now,
      updatedAt: ctx.now,
    });
  });
  await settleSilence(ctx, silenceId);
  return readSilence(ctx, silenceId);
}
