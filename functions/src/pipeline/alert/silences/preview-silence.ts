import type { z } from 'zod';
import { matchLabelsOf } from '../../../alerting/matchers/match-labels-of.ts';
import { matches } from '../../../alerting/matchers/matches.ts';
import { requireValidMatchers } from '../../../alerting/matchers/require-valid-matchers.ts';
import type { PreviewSilenceRequest, silencePreviewSchema } from '../../../contracts/silence.ts';
import { collection } from '../../../firestore/collections.ts';
import type { Ctx } from '../../../firestore/context.ts';
import { requirePermission } from '../../../operator/rbac/require-permission.ts';

export type SilencePreview = z.infer<typeof silencePreviewSchema>;

/** Open alerts that a preview looks at, newest first. */
export const previewedAlertsMax = 500;

/**
 * Which open alerts matchers hold for, newest first, as a silence would find them. Query: equality on `open`, in order of
 * `startedAt`; at most `previewedAlertsMax` reads.
 */
export async function previewSilence({
  ctx,
  input: { matchers },
}: {
  ctx: Ctx;
  input: PreviewSilenceRequest;
}): Promise<SilencePreview> {
  requirePermission(ctx, 'silences:read');
  requirePermission(ctx, 'alerts:read');
  requireValidMatchers({ '/matchers': matchers });
  const open = collection(ctx.db.firestore, ctx.orgId, 'alerts').where('open', '==', true);
  const found = await ctx.db.query(open.orderBy('startedAt', 'desc').limit(previewedAlertsMax + 1));
  const looked = found.slice(0, previewedAlertsMax);
  const alerts = looked
    .map((document) => ({ alertId: document.id, ...document.data() }))
    .filter((alert) => matches(matchers, matchLabelsOf(alert)));
  return { alerts, looked: looked.length, complete: found.length <= previewedAlertsMax };
}
