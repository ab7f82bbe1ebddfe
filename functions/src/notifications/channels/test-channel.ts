import { performance } from 'node:perf_hooks';
import { DomainError, notFound } from '../../contracts/errors.ts';
import { randomId } from '../../contracts/ids.ts';
import type { ChannelTestResponse, NotificationChannel } from '../../contracts/notification-channel.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { requireNotifier } from '../require-notifier.ts';
import { sendByChannel } from '../senders/send-by-channel.ts';
import { sampleNotification } from './sample-notification.ts';

/** Between two tests of a channel: the other side is somebody's, too. */
const restSeconds = 10;

/** A sample is one attempt, and somebody waits for it. */
const timeoutMs = 25_000;

/**
 * Sends a sample and answers what the other side said. A disabled channel can be tested, too, and stays disabled. The
 * sample is no delivery: it is not listed and not tried again.
 *
 * @throws {DomainError} `resource-exhausted` within ten seconds of the last test.
 */
export async function testChannel({
  ctx,
  input: { channelId },
}: {
  ctx: Ctx;
  input: { channelId: string };
}): Promise<ChannelTestResponse> {
  requirePermission(ctx, 'notification-channels:write');
  const channel = await claimTest(ctx, channelId);
  const deliveryId = randomId('delivery');
  const warn = ctx.warn ?? (() => undefined);
  const startedMs = performance.now();
  const { outcome, status, detail } = await sendByChannel(
    requireNotifier(ctx),
    warn,
  )({
    orgId: ctx.orgId,
    channelId,
    channel,
    notification: sampleNotification(deliveryId, channel.name, ctx.now),
    deliveryId,
    createdAt: ctx.now,
    attemptAt: ctx.now,
    signal: AbortSignal.timeout(timeoutMs),
  });
  return { outcome, status, detail, durationMs: Math.round(performance.now() - startedMs), deliveryId };
}

function claimTest(ctx: Ctx, channelId: string): Promise<NotificationChannel> {
  const reference = collection(ctx.db.firestore, ctx.orgId, 'notification_channels').doc(channelId);
  return ctx.db.transaction(async (transaction) => {
    const channel = (await transaction.get(reference)).data();
    if (channel === undefined) throw notFound('notification channel', channelId);
    const sinceMs = ctx.now.getTime() - (channel.lastTestAt?.getTime() ?? Number.NEGATIVE_INFINITY);
    if (sinceMs < restSeconds * 1_000)
      throw tooSoon(Math.min(restSeconds, Math.ceil(restSeconds - sinceMs / 1_000)));
    const after = { ...channel, lastTestAt: ctx.now };
    transaction.update(reference, { lastTestAt: ctx.now });
    const change = { type: 'notification-channel', id: channelId, before: channel, after };
    recordAudit(ctx, transaction, { verb: 'test', ...change });
    return channel;
  });
}

const tooSoon = (retryAfterSeconds: number): DomainError =>
  new DomainError(
    'resource-exhausted',
    'CHANNEL_TEST_TOO_SOON',
    `a channel can be tested every ${restSeconds} seconds`,
    { retryAfterSeconds },
  );
