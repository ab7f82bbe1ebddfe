import { DomainError, notFound } from '../../contracts/errors.ts';
import type {
  ChannelSettings,
  NotificationChannel,
  NotificationChannelResponse,
  UpdateNotificationChannelRequest,
} from '../../contracts/notification-channel.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../../operator/audit/record-audit.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { channelResponse } from './channel-response.ts';
import { needsSecret } from './given-secret.ts';
import { requireKept } from './require-kept.ts';
import { requireTargets } from './require-targets.ts';

/**
 * Changes a channel by a merge patch. Enabling one that the server disabled forgets why. Its type stays, and so does the
 * host that credentials were given for: who may change a channel must not learn them by pointing it elsewhere.
 */
export async function updateChannel({
  ctx,
  input: { channelId, patch },
}: {
  ctx: Ctx;
  input: { channelId: string; patch: UpdateNotificationChannelRequest };
}): Promise<NotificationChannelResponse> {
  requirePermission(ctx, 'notification-channels:write');
  requireTargets(ctx, { settings: patch.settings });
  const reference = collection(ctx.db.firestore, ctx.orgId, 'notification_channels').doc(channelId);
  return ctx.db.transaction(async (transaction) => {
    const before = (await transaction.get(reference)).data();
    if (before === undefined) throw notFound('notification channel', channelId);
    requireKept(before);
    if (patch.settings !== undefined) requireSameTarget(before, patch.settings);
    if (patch.enabled === true) requireSecret(before);
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const after: NotificationChannel = {
      ...before,
      ...given,
      ...(patch.enabled === undefined ? {} : { disabledReason: null }),
      updatedAt: ctx.now,
    };
    transaction.set(reference, after);
    const change = { type: 'notification-channel', id: channelId, before, after };
    recordAudit(ctx, transaction, { verb: 'update', ...change });
    return channelResponse(channelId, after);
  });
}

function requireSameTarget(before: NotificationChannel, after: ChannelSettings): void {
  if (before.settings.type !== after.type) {
    throw invalid('/settings/type', `expected ${before.settings.type}: the type of a channel stays`);
  }
  if (before.secretReference === null || before.settings.type !== 'alertmanager') return;
  const origin = new URL(before.settings.url).origin;
  if ('url' in after && new URL(after.url).origin !== origin) {
    throw invalid(
      '/settings/url',
      `expected ${origin}, which the stored credentials are for; make another channel`,
    );
  }
}

const invalid = (pointer: string, detail: string): DomainError =>
  new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    `the request body is not valid: ${pointer}: ${detail}`,
    {
      fields: [{ pointer, detail }],
    },
  );

function requireSecret({ settings, secretReference }: NotificationChannel): void {
  if (secretReference !== null || !needsSecret(settings.type)) return;
  throw new DomainError(
    'failed-precondition',
    'CHANNEL_SECRET_MISSING',
    'the secret of the channel was not stored: rotate it first, or delete the channel',
  );
}
