import type { ChannelSecret } from '../../../contracts/channel-secret.ts';
import type { ToldAlert } from '../../../contracts/notification-delivery.ts';
import type { Sender, SendResult } from '../../../contracts/notifier.ts';
import type { Post, PostAnswer } from '../../outbound/guarded-post.ts';
import { addressParts } from '../address-parts.ts';
import type { LinksOf, MessageLinks } from '../message-links.ts';
import { describeAnswer, temporary, unanswered } from '../outcomes.ts';
import { promAlert } from '../prom-alert.ts';

/**
 * Alertmanager takes an alert without an end for over after five minutes, and Prometheus tells it again each minute. We
 * tell it again after the repeat interval, which is 30 days at most: until then it is not to end by itself.
 */
const firingForMs = 31 * 86_400_000;

/** Nobody tells that a test is over. */
const testForMs = 60_000;

/**
 * Alertmanager's own API (`POST /api/v2/alerts`): what Prometheus does. Alerts are known there by their labels; grouping,
 * silences and receivers are then Alertmanager's. 2xx is success; 429 and 5xx pass; any other status stays.
 */
export const alertmanagerSender = (post: Post, linksOf: LinksOf): Sender<'alertmanager'> =>
  async function sendAlertmanager({
    orgId,
    channel: { settings },
    secrets,
    notification,
    attemptAt,
    signal,
  }) {
    const authorization = secrets.find((one) => one.type === 'alertmanager')?.authorization;
    const untilMs = attemptAt.getTime() + (notification.kind === 'test' ? testForMs : firingForMs);
    const links = linksOf(orgId);
    const firingUntil = new Date(untilMs);
    const request = {
      url: `${settings.url.replace(/\/{1,9}$/, '')}/api/v2/alerts`,
      headers: {
        'Content-Type': 'application/json',
        ...(authorization === undefined ? {} : { Authorization: headerOf(authorization) }),
      },
      body: JSON.stringify(notification.alerts.map((alert) => postableAlert(alert, firingUntil, links))),
      signal,
    };
    try {
      return judge(await post(request), attemptAt, [
        ...addressParts(settings.url),
        ...(authorization === undefined ? [] : wordsOf(authorization)),
      ]);
    } catch (error) {
      return unanswered(error);
    }
  };

function postableAlert(alert: ToldAlert, firingUntil: Date, links: MessageLinks): object {
  const { labels, annotations, startsAt, generatorURL } = promAlert(alert, links);
  const end = alert.status === 'firing' ? firingUntil : (alert.resolvedAt ?? new Date(startsAt));
  // Alertmanager refuses an alert that ends before it began.
  const endsAt = new Date(Math.max(Date.parse(startsAt), end.getTime())).toISOString();
  return { labels, annotations, startsAt, endsAt, ...(generatorURL === '' ? {} : { generatorURL }) };
}

type Authorization = Extract<ChannelSecret, { readonly type: 'alertmanager' }>['authorization'];

function headerOf(authorization: Authorization): string {
  if (authorization.scheme === 'bearer') return `Bearer ${authorization.token}`;
  return `Basic ${basicOf(authorization)}`;
}

const basicOf = ({ username, password }: { readonly username: string; readonly password: string }) =>
  Buffer.from(`${username}:${password}`).toString('base64');

const wordsOf = (authorization: Authorization): string[] =>
  authorization.scheme === 'bearer'
    ? [authorization.token]
    : [authorization.password, basicOf(authorization)];

function judge(answer: PostAnswer, attemptAt: Date, secrets: readonly string[]): SendResult {
  const { status } = answer;
  const detail = describeAnswer(answer, secrets);
  if (status >= 200 && status < 300) return { outcome: 'delivered', status, detail };
  if (status === 408 || status === 429 || status >= 500) return temporary(answer, detail, attemptAt);
  return { outcome: 'permanent', status, detail };
}
