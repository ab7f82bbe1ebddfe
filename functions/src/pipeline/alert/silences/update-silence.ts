import { requireValidSilence } from '../../../alerting/silences/require-valid-silence.ts';
import { silenceStatusAt } from '../../../alerting/silences/silence-window.ts';
import { DomainError, notFound } from '../../../contracts/errors.ts';
import type { Precondition } from '../../../contracts/precondition.ts';
import type { Silence, UpdateSilenceRequest } from '../../../contracts/silence.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { recordAudit } from '../../../operator/audit/record-audit.ts';
import { requirePermission } from '../../../operator/rbac/require-permission.ts';
import { readSilence, type SilenceResponse } from './get-silence.ts';
import { settleSilence } from './settle-silence.ts';

/**
 * Changes a silence by a merge patch: extends or shortens it, matches other alerts, moves one that has not begun. Alerts
 * follow before this answers; if it is cut short, the tick goes on.
 *
 * @throws {DomainError} `failed-precondition` (SILENCE_ENDED) for one that is over, which stays as a record.
 */
export async function updateSilence({
  ctx,
  input: { silenceId, patch, precondition },
}: {
  ctx: Ctx;
  input: { silenceId: string; patch: UpdateSilenceRequest; precondition?: Precondition | undefined };
}): Promise<SilenceResponse> {
  requirePermission(ctx, 'silences:write');
  const reference = collection(ctx.db.firestore, ctx.orgId, 'silences').doc(silenceId);
  await ctx.db.transaction(async (transaction) => {
    const before = (await transaction.get(reference)).data();
    if (before === undefined) throw notFound('silence', silenceId);
    precondition?.({ silenceId, ...before });
    const after = { ...merge(before, patch, ctx.now), nextChangeAt: ctx.now, updatedAt: ctx.now };
    transaction.set(reference, after);
    recordAudit(ctx, transaction, { verb: 'update', type: 'silence', id: silenceId, before, after });
  });
  await settleSilence(ctx, silenceId);
  return readSilence(ctx, silenceId);
}

function merge(before: Silence, patch: UpdateSilenceRequest, now: Date): Silence {
  if (silenceStatusAt(before, now).state === 'ended') throw ended(before);
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const after: Silence = { ...before, ...given, startsAt: startOf(before, patch, now) };
  requireValidSilence(after, now);
  return { ...after, ...silenceStatusAt(after, now) };
}

/** What has begun keeps its start: the timelines of alerts tell of it. */
function startOf({ startsAt }: Silence, patch: UpdateSilenceRequest, now: Date): Date {
  if (patch.startsAt === undefined || patch.startsAt.getTime() === startsAt.getTime()) return startsAt;
  if (startsAt > now) return patch.startsAt > now ? patch.startsAt : now;
  const detail = `expected ${startsAt.toISOString()}: a silence that has begun keeps its start`;
  throw new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    `the silence is not valid: /startsAt: ${detail}`,
    {
      fields: [{ pointer: '/startsAt', detail }],
    },
  );
}

const ended = ({ endsAt }: Silence) =>
  new DomainError(
    'failed-precondition',
    'SILENCE_ENDED',
    `the silence ended at ${endsAt.toISOString()} and stays as a record: make another one`,
    { extensions: { endsAt: endsAt.toISOString() } },
  );
