import type { Sender, SendResult } from '../../../contracts/notifier.ts';
import type { Post, PostAnswer } from '../../outbound/guarded-post.ts';
import { addressParts } from '../address-parts.ts';
import type { LinksOf, MessageLinks } from '../message-links.ts';
import { describeAnswer, temporary, unanswered } from '../outcomes.ts';
import { slackMessage } from './slack-message.ts';

/** Slack's words for a webhook that will not come back. */
const gone: ReadonlySet<string> = new Set([
  'no_service',
  'no_service_id',
  'no_active_hooks',
  'no_team',
  'team_disabled',
  'invalid_token',
]);

/**
 * Slack's incoming webhooks, and what takes the same (Mattermost, Rocket.Chat, Discord's `/slack`). The address is the
 * secret. Success is the body `ok`; 429 and 5xx pass; any other status is an error that the same message meets again. Slack
 * refuses a message (`invalid_blocks`) whose pictures it cannot load: it then gets the message without them, at once.
 */
export const slackSender = (post: Post, linksOf: LinksOf): Sender<'slack'> =>
  async function sendSlack({ orgId, secrets, notification, attemptAt, signal }) {
    const secret = secrets.find((one) => one.type === 'slack');
    if (secret === undefined) {
      return { outcome: 'permanent', status: null, detail: 'not sent: the channel has no webhook address' };
    }
    const headers = { 'Content-Type': 'application/json' };
    const links = linksOf(orgId);
    const postWith = (shown: MessageLinks) =>
      post({ url: secret.url, headers, body: JSON.stringify(slackMessage(notification, shown)), signal });
    try {
      const first = await postWith(links);
      const isRefused = first.status === 400 && first.text.trim() === 'invalid_blocks';
      const hasPictures = notification.alerts.some((alert) => links.chart(alert) !== undefined);
      const answer = isRefused && hasPictures ? await postWith({ ...links, chart: () => undefined }) : first;
      return judge(answer, attemptAt, describeAnswer(answer, addressParts(secret.url)));
    } catch (error) {
      return unanswered(error);
    }
  };

function judge(answer: PostAnswer, attemptAt: Date, detail: string): SendResult {
  const { status } = answer;
  const text = answer.text.trim();
  if (status >= 200 && status < 300) {
    if (text === 'ok' || /^\{\s*"ok"\s*:\s*true\b/.test(text))
      return { outcome: 'delivered', status, detail };
    return temporary(answer, `${detail} (expected: ok)`, attemptAt);
  }
  if (status === 408 || status === 429 || status >= 500) return temporary(answer, detail, attemptAt);
  if (status === 410 || gone.has(text)) {
    return { outcome: 'permanent', status, detail, disable: 'Slack answered that the webhook is gone' };
  }
  return { outcome: 'permanent', status, detail };
}
