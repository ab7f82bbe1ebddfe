import { notFound } from '../../contracts/errors.ts';
import type { NotificationChannelResponse } from '../../contracts/notification-channel.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { channelResponse } from './channel-response.ts';

/** One channel of the organization. Throws `not-found` for any other. */
export async function getChannel({
  ctx,
  input: { channelId },
}: {
  ctx: Ctx;
  input: { channelId: string };
}): Promise<NotificationChannelResponse> {
  requirePermission(ctx, 'notification-channels:read');
  const reference = collection(ctx.db.firestore, ctx.orgId, 'notification_channels').doc(channelId);
  const channel = (await ctx.db.get(reference)).data();
  if (channel === undefined) throw notFound('notification channel', channelId);
  return channelResponse(channelId, channel);
}
