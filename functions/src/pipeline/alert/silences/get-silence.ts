import type { z } from 'zod';
import { notFound } from '../../../contracts/errors.ts';
import type { silenceResponseSchema } from '../../../contracts/silence.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { requirePermission } from '../../../operator/rbac/require-permission.ts';

export type SilenceResponse = z.infer<typeof silenceResponseSchema>;

/** One silence of the organization. Throws `not-found` for any other. */
export async function getSilence({
  ctx,
  input: { silenceId },
}: {
  ctx: Ctx;
  input: { silenceId: string };
}): Promise<SilenceResponse> {
  requirePermission(ctx, 'silences:read');
  return readSilence(ctx, silenceId);
}

/** The same for verbs that have required another permission. */
export async function readSilence(ctx: Ctx, silenceId: string): Promise<SilenceResponse> {
  const silences = collection(ctx.db.firestore, ctx.orgId, 'silences');
  const silence = (await ctx.db.get(silences.doc(silenceId))).data();
  if (silence === undefined) throw notFound('silence', silenceId);
  return { silenceId, ...silence };
}
