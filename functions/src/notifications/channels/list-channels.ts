import type { NotificationChannelResponse } from '../../contracts/notification-channel.ts';
import type { Page, PageQuery } from '../../contracts/pagination.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { readPage } from '../../firestore/pages.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { channelResponse } from './channel-response.ts';

/** The channels of the organization in order of their ids. */
export async function listChannels({
  ctx,
  input: page,
}: {
  ctx: Ctx;
  input: PageQuery;
}): Promise<Page<NotificationChannelResponse>> {
  requirePermission(ctx, 'notification-channels:read');
  const channels = collection(ctx.db.firestore, ctx.orgId, 'notification_channels');
  const { items, nextPageToken } = await readPage(ctx.db, channels, { field: null, direction: 'asc' }, page);
  return { items: items.map((one) => channelResponse(one.id, one.data())), nextPageToken };
}
