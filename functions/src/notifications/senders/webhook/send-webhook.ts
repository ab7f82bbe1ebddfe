import { Webhook } from 'standardwebhooks';
import type { Sender, SendRequest, SendResult } from '../../../contracts/notifier.ts';
import type { Post, PostAnswer } from '../../outbound/guarded-post.ts';
import { addressParts } from '../address-parts.ts';
import type { LinksOf } from '../message-links.ts';
import { describeAnswer, temporary, unanswered } from '../outcomes.ts';
import { alertmanagerBody } from './alertmanager-body.ts';
import { standardBody } from './standard-body.ts';

/**
 * Standard Webhooks 1.0: signed with each key in force, the id that of the delivery, the timestamp that of the attempt.
 *
 * 2xx is success and 410 the end of the channel. All else, redirects too, fails for now, as the specification wants it: a
 * receiver that answers 404 while it is deployed gets the message afterwards.
 */
export const webhookSender = (post: Post, linksOf: LinksOf): Sender<'webhook'> =>
  async function sendWebhook(request) {
    const keys = request.secrets.flatMap((secret) => (secret.type === 'webhook' ? [secret.key] : []));
    if (keys.length === 0) {
      return { outcome: 'permanent', status: null, detail: 'not sent: the channel has no signing key' };
    }
    const { settings } = request.channel;
    const body =
      settings.format === 'alertmanager'
        ? alertmanagerBody(request.notification, request.channel.name, linksOf(request.orgId))
        : standardBody(request.notification, request.createdAt);
    try {
      const headers = signedHeaders(request, body, keys);
      const answer = await post({ url: settings.url, headers, body, signal: request.signal });
      return judge(
        answer,
        request.attemptAt,
        describeAnswer(answer, [...keys, ...addressParts(settings.url)]),
      );
    } catch (error) {
      return unanswered(error);
    }
  };

function signedHeaders(
  { deliveryId, attemptAt }: SendRequest<'webhook'>,
  body: string,
  keys: readonly string[],
) {
  return {
    'Content-Type': 'application/json',
    'webhook-id': deliveryId,
    'webhook-timestamp': String(Math.floor(attemptAt.getTime() / 1_000)),
    'webhook-signature': keys.map((key) => new Webhook(key).sign(deliveryId, attemptAt, body)).join(' '),
  };
}

function judge(answer: PostAnswer, attemptAt: Date, detail: string): SendResult {
  const { status } = answer;
  if (status >= 200 && status < 300) return { outcome: 'delivered', status, detail };
  if (status === 410) {
    return { outcome: 'permanent', status, detail, disable: 'the other side answered 410: it is gone' };
  }
  const redirected = status >= 300 && status < 400;
  return temporary(answer, redirected ? `${detail} (redirects are not followed)` : detail, attemptAt);
}
