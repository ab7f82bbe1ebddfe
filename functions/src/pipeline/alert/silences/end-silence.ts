import { silenceStatusAt } from '../../../alerting/silences/silence-window.ts';
import { actorName } from '../../../contracts/context.ts';
import { notFound } from '../../../contracts/errors.ts';
import type { Precondition } from '../../../contracts/precondition.ts';
import type { Silence } from '../../../contracts/silence.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { recordAudit } from '../../../operator/audit/record-audit.ts';
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
    const before = (await transaction.get(reference)).data();
    if (before === undefined) throw notFound('silence', silenceId);
    precondition?.({ silenceId, ...before });
    if (silenceStatusAt(before, ctx.now).state === 'ended') return;
    const after: Silence = {
      ...before,
      startsAt: before.startsAt < ctx.now ? before.startsAt : ctx.now,
      endsAt: ctx.now,
      endedBy: actorName(ctx.actor),
      state: 'ended',
      window: null,
      nextChangeAt: ctx.now,
      updatedAt: ctx.now,
    };
    transaction.set(reference, after);
    recordAudit(ctx, transaction, { verb: 'end', type: 'silence', id: silenceId, before, after });
  });
  await settleSilence(ctx, silenceId);
  return readSilence(ctx, silenceId);
}
