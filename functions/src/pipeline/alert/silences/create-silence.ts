import { requireValidSilence } from '../../../alerting/silences/require-valid-silence.ts';
import { silenceStatusAt } from '../../../alerting/silences/silence-window.ts';
import { actorName } from '../../../contracts/context.ts';
import { DomainError } from '../../../contracts/errors.ts';
import { randomId } from '../../../contracts/ids.ts';
import type { CreateSilenceRequest, Silence } from '../../../contracts/silence.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { recordAudit } from '../../../operator/audit/record-audit.ts';
import { requirePermission } from '../../../operator/rbac/require-permission.ts';
import { readSilence, type SilenceResponse } from './get-silence.ts';
import { settleSilence } from './settle-silence.ts';

/** Silences that are not over, of one organization: each alert that fires may read as many. */
export const openSilencesMax = 200;

/**
 * Makes a silence, from now on or later. One that holds now silences what matches before this answers; if it is cut short,
 * the tick goes on.
 *
 * @throws {DomainError} `failed-precondition` (SILENCES_EXHAUSTED) where too many are not over.
 */
export async function createSilence({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: CreateSilenceRequest;
}): Promise<SilenceResponse> {
  requirePermission(ctx, 'silences:write');
  const { startsAt = ctx.now } = input;
  const times = { ...input, startsAt: startsAt > ctx.now ? startsAt : ctx.now };
  requireValidSilence(times, ctx.now);
  await requireRoom(ctx);
  const silenceId = randomId('silence');
  const status = silenceStatusAt(times, ctx.now);
  const silence: Silence = {
    ...times,
    ...status,
    nextChangeAt: status.state === 'active' ? ctx.now : status.nextChangeAt,
    endedBy: null,
    createdAt: ctx.now,
    updatedAt: ctx.now,
    createdBy: actorName(ctx.actor),
  };
  const silences = collection(ctx.db.firestore, ctx.orgId, 'silences');
  await ctx.db.commit((writer) => {
    writer.create(silences.doc(silenceId), silence);
    recordAudit(ctx, writer, {
      verb: 'create',
      type: 'silence',
      id: silenceId,
      before: null,
      after: silence,
    });
  });
  await settleSilence(ctx, silenceId);
  return readSilence(ctx, silenceId);
}

async function requireRoom(ctx: Ctx): Promise<void> {
  const silences = collection(ctx.db.firestore, ctx.orgId, 'silences');
  const count = await ctx.db.count(silences.where('state', 'in', ['scheduled', 'active']));
  if (count < openSilencesMax) return;
  throw new DomainError(
    'failed-precondition',
    'SILENCES_EXHAUSTED',
    `there are ${count} silences that are not over, and ${openSilencesMax} are allowed: end some, or join them by a regular expression`,
    { extensions: { silences: count, limit: openSilencesMax } },
  );
}
