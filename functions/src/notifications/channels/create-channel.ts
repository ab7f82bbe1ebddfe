import type { ChannelSecret } from '../../contracts/channel-secret.ts';
import { actorName } from '../../contracts/context.ts';
import { DomainError } from '../../contracts/errors.ts';
import { randomId } from '../../contracts/ids.ts';
import type {
  ChannelWithSecretResponse,
  CreateNotificationChannelRequest,
  NotificationChannel,
} from '../../contracts/notification-channel.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import type { Writer } from '../../firestore/database.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { channelResponse } from './channel-response.ts';
import { givenSecret } from './given-secret.ts';
import { keepSecret, removeSecrets } from './keep-secret.ts';
import { requireTargets } from './require-targets.ts';
import { secretHint } from './secret-hint.ts';
import { signingKey } from './signing-key.ts';

/** Channels of an organization, whatever its plan. Each has a secret, which costs. */
export const channelsMax = 200;

/** Why a channel is disabled whose making was cut short. */
export const secretNotKept = 'its secret was not stored: delete it, or rotate the secret and enable it';

/**
 * Makes a channel. A webhook's key is made here and stands in this answer and nowhere else but the store of secrets.
 *
 * The document comes first, disabled; then the secret; then the document is given its reference and enabled. Whoever dies
 * in between leaves a channel that says what is wrong with it, and no secret that nobody knows of. The audit log has a
 * channel once it is whole: what fails is undone.
 */
export async function createChannel({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: CreateNotificationChannelRequest;
}): Promise<ChannelWithSecretResponse> {
  requirePermission(ctx, 'notification-channels:write');
  const { secret: given, ...editable } = input;
  const secret = secretOf(input);
  requireTargets(ctx, { settings: input.settings, secret });
  await requireRoom(ctx);
  const channelId = randomId('channel');
  const channel = newChannel(ctx, editable);
  const reference = collection(ctx.db.firestore, ctx.orgId, 'notification_channels').doc(channelId);
  if (secret === undefined) {
    await ctx.db.commit((writer) => {
      writer.create(reference, channel);
      recordCreation(ctx, writer, channelId, channel);
    });
    return { ...channelResponse(channelId, channel), signingSecret: null };
  }
  const waiting = { ...channel, enabled: false, disabledReason: secretNotKept };
  await ctx.db.commit((writer) => writer.create(reference, waiting));
  const ready = await keptOrUndone(ctx, channelId, async () => {
    const secretReference = await keepSecret(ctx, channelId, secret);
    const fields = {
      secretReference,
      secretHint: secretHint(secret),
      enabled: channel.enabled,
      disabledReason: null,
    };
    const ready = { ...channel, ...fields };
    await ctx.db.commit((writer) => {
      writer.update(reference, fields);
      recordCreation(ctx, writer, channelId, ready);
    });
    return ready;
  });
  return {
    ...channelResponse(channelId, ready),
    signingSecret: secret.type === 'webhook' ? secret.key : null,
  };
}

function recordCreation(ctx: Ctx, writer: Writer, channelId: string, channel: NotificationChannel): void {
  const change = { type: 'notification-channel', id: channelId, before: null, after: channel };
  recordAudit(ctx, writer, { verb: 'create', ...change });
}

function secretOf({ settings, secret }: CreateNotificationChannelRequest): ChannelSecret | undefined {
  const given = givenSecret(settings.type, secret);
  return settings.type === 'webhook' ? signingKey() : given;
}

async function requireRoom(ctx: Ctx): Promise<void> {
  const planned = (await ctx.usage?.limits())?.limits.channels ?? channelsMax;
  const limit = Math.min(planned, channelsMax);
  const count = await ctx.db.count(collection(ctx.db.firestore, ctx.orgId, 'notification_channels'));
  if (count < limit) return;
  throw new DomainError(
    'resource-exhausted',
    'CHANNEL_LIMIT_REACHED',
    `this organization may have ${limit} channels; delete one that is not used`,
    { extensions: { channelsMax: limit } },
  );
}

function newChannel(
  ctx: Ctx,
  editable: Omit<CreateNotificationChannelRequest, 'secret'>,
): NotificationChannel {
  return {
    ...editable,
    disabledReason: null,
    secretReference: null,
    secretHint: null,
    previousSecret: null,
    lastTestAt: null,
    lastDeliveredAt: null,
    lastError: null,
    createdAt: ctx.now,
    updatedAt: ctx.now,
    createdBy: actorName(ctx.actor),
  };
}

/** What fails leaves nothing behind, as far as that depends on us. */
async function keptOrUndone<T>(ctx: Ctx, channelId: string, keep: () => Promise<T>): Promise<T> {
  try {
    return await keep();
  } catch (error) {
    const reference = collection(ctx.db.firestore, ctx.orgId, 'notification_channels').doc(channelId);
    try {
      // The secret first: its leftovers would be seen by nobody, those of the document by everybody.
      await removeSecrets(ctx, channelId);
      await ctx.db.commit((writer) => writer.delete(reference));
    } catch (failure) {
      ctx.warn?.(`channel ${channelId} is left over, disabled`, failure);
    }
    throw error;
  }
}
