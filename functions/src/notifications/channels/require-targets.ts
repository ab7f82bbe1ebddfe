import type { ChannelSecret } from '../../contracts/channel-secret.ts';
import { DomainError } from '../../contracts/errors.ts';
import type { ChannelSettings } from '../../contracts/notification-channel.ts';
import type { OutboundPolicy } from '../../contracts/notifier.ts';
import type { Ctx } from '../../firestore/context.ts';
import { TargetRefused } from '../outbound/outbound-policy.ts';
import { requireAllowedUrl } from '../outbound/require-allowed-url.ts';
import { requireNotifier } from '../require-notifier.ts';

/**
 * Says at once of the addresses of a channel, that which is a secret included, what can be said without asking for their
 * names; sending looks at them again, and at where the names lead then.
 *
 * @throws {DomainError} `invalid-argument`; the address is not repeated, since it may be a secret.
 */
export function requireTargets(
  ctx: Ctx,
  { settings, secret }: { settings?: ChannelSettings | undefined; secret?: ChannelSecret | undefined },
): void {
  const { outbound } = requireNotifier(ctx);
  if (settings !== undefined && 'url' in settings) requireTarget(settings.url, outbound, '/settings/url');
  if (secret?.type === 'slack') requireTarget(secret.url, outbound, '/secret/url');
}

function requireTarget(url: string, policy: OutboundPolicy, pointer: string): void {
  try {
    requireAllowedUrl(url, policy);
  } catch (error) {
    if (!(error instanceof TargetRefused)) throw error;
    throw new DomainError(
      'invalid-argument',
      'CHANNEL_TARGET_REFUSED',
      `messages cannot be sent to this address: ${error.message}`,
      { fields: [{ pointer, detail: error.message }] },
    );
  }
}
