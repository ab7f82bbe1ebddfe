import type { ChannelSecret } from '../../contracts/channel-secret.ts';
import { DomainError, notFound } from '../../contracts/errors.ts';
import type {
  ChannelWithSecretResponse,
  NotificationChannel,
  RotateSecretRequest,
} from '../../contracts/notification-channel.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { requireNotifier } from '../require-notifier.ts';
import { channelSecretName } from '../secrets/channel-secret-name.ts';
import { parseReference } from '../secrets/secret-reference.ts';
import { channelResponse } from './channel-response.ts';
import { secretNotKept } from './create-channel.ts';
import { givenSecret } from './given-secret.ts';
import { keepSecret, removeSecrets } from './keep-secret.ts';
import { beingDeleted, requireKept } from './require-kept.ts';
import { requireTargets } from './require-targets.ts';
import { secretHint } from './secret-hint.ts';
import { signingKey } from './signing-key.ts';

/**
 * Gives a channel another secret: a webhook a new key, shown this once, with the old one in force beside it for
 * `overlapSeconds`; any other channel the one that the caller brings, at once.
 *
 * The version is stored first and nobody reads it until the document refers to it, unless somebody else changed the secret
 * meanwhile. Older versions that are out of force go afterwards; newer ones may be another call's that is under way.
 *
 * @throws {DomainError} `aborted` where another rotation came first.
 */
export async function rotateSecret({
  ctx,
  input: { channelId, overlapSeconds, secret: given },
}: {
  ctx: Ctx;
  input: RotateSecretRequest & { channelId: string };
}): Promise<ChannelWithSecretResponse> {
  requirePermission(ctx, 'notification-channels:write');
  const reference = collection(ctx.db.firestore, ctx.orgId, 'notification_channels').doc(channelId);
  const before = (await ctx.db.get(reference)).data();
  if (before === undefined) throw notFound('notification channel', channelId);
  requireKept(before);
  const secret = nextSecret(before, given);
  requireTargets(ctx, { secret });
  const secretReference = await keepSecret(ctx, channelId, secret);
  const after = await ctx.db.transaction(async (transaction) => {
    const current = (await transaction.get(reference)).data();
    if (current === undefined || current.disabledReason === beingDeleted) return undefined;
    if (current.secretReference !== before.secretReference) throw changedMeanwhile();
    const rotated: NotificationChannel = {
      ...current,
      secretReference,
      secretHint: secretHint(secret),
      disabledReason: current.disabledReason === secretNotKept ? null : current.disabledReason,
      previousSecret: secret.type === 'webhook' ? overlapping(ctx, current, overlapSeconds) : null,
      updatedAt: ctx.now,
    };
    transaction.set(reference, rotated);
    const change = { type: 'notification-channel', id: channelId, before: current, after: rotated };
    recordAudit(ctx, transaction, { verb: 'rotate-secret', ...change });
    return rotated;
  });
  if (after === undefined) {
    await removeSecrets(ctx, channelId);
    throw notFound('notification channel', channelId);
  }
  await removeOlder(ctx, channelId, after);
  return {
    ...channelResponse(channelId, after),
    signingSecret: secret.type === 'webhook' ? secret.key : null,
  };
}

function nextSecret(
  { settings: { type } }: NotificationChannel,
  given: RotateSecretRequest['secret'],
): ChannelSecret {
  const secret = givenSecret(type, given);
  if (type === 'webhook') return signingKey();
  if (secret !== undefined) return secret;
  const detail = type === 'email' ? 'e-mail has no secret' : 'expected the secret from now on';
  throw new DomainError('invalid-argument', 'VALIDATION_FAILED', `the request body is not valid: ${detail}`, {
    fields: [{ pointer: '/secret', detail }],
  });
}

function overlapping(
  ctx: Ctx,
  { secretReference, secretHint: hint }: NotificationChannel,
  overlapSeconds: number,
) {
  if (secretReference === null || overlapSeconds === 0) return null;
  const expiresAt = new Date(ctx.now.getTime() + overlapSeconds * 1_000);
  return { reference: secretReference, hint: hint ?? '…', expiresAt };
}

/** What fails here is done by the next rotation. */
async function removeOlder(ctx: Ctx, channelId: string, channel: NotificationChannel): Promise<void> {
  const { secrets } = requireNotifier(ctx);
  const { secretReference: current, previousSecret: previous } = channel;
  if (current === null) return;
  const newest = parseReference(current).version;
  try {
    for (const one of await secrets.versions(channelSecretName(ctx.orgId, channelId))) {
      if (parseReference(one).version < newest && one !== previous?.reference) await secrets.destroy(one);
    }
  } catch (error) {
    ctx.warn?.(`old secrets of channel ${channelId} are still there`, error);
  }
}

const changedMeanwhile = (): DomainError =>
  new DomainError(
    'aborted',
    'CHANNEL_SECRET_CHANGED',
    'somebody else changed the secret at the same time; look at the channel, and rotate again if that is still wanted',
  );
