import type { Sender, SendResult } from '../../../contracts/notifier.ts';
import type { Post, PostAnswer } from '../../outbound/guarded-post.ts';
import type { LinksOf } from '../message-links.ts';
import { describeAnswer, temporary, unanswered } from '../outcomes.ts';
import { pagerDutyEvents } from './pagerduty-events.ts';

/** Where PagerDuty takes events, by the region of the account. */
const regionUrls = {
  us: 'https://events.pagerduty.com/v2/enqueue',
  eu: 'https://events.eu.pagerduty.com/v2/enqueue',
} as const;

/** "Back off for minutes", where PagerDuty throttles and says no time. */
const throttledSeconds = 120;

/** Events that are under way at the same time. */
const together = 5;

export interface PagerDutyOptions {
  readonly post: Post;
  readonly linksOf: LinksOf;
  /** Another address than PagerDuty's: a proxy, a test. */
  readonly url?: string | undefined;
}

/**
 * Events API v2, an event for each alert. 2xx is success; 429 and 5xx pass; any other status is an event that PagerDuty will
 * never take. Once one is to be tried again, none are begun; those taken already are taken again without an effect, since
 * their keys are the same.
 */
export const pagerDutySender = ({ post, linksOf, url }: PagerDutyOptions): Sender<'pagerduty'> =>
  async function sendPagerDuty({ orgId, channel: { settings }, secrets, notification, attemptAt, signal }) {
    const secret = secrets.find((one) => one.type === 'pagerduty');
    if (secret === undefined) {
      return { outcome: 'permanent', status: null, detail: 'not sent: the channel has no routing key' };
    }
    const { routingKey } = secret;
    const enqueue = async (event: object): Promise<SendResult> => {
      const request = {
        url: url ?? regionUrls[settings.region],
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ routing_key: routingKey, ...event }),
        signal,
      };
      try {
        return judge(await post(request), attemptAt, routingKey);
      } catch (error) {
        return unanswered(error);
      }
    };
    const events = pagerDutyEvents(notification, linksOf(orgId));
    // A test begins and ends the same incident: in turn.
    return summarise(
      await inTurn(events, notification.kind === 'test' ? 1 : together, enqueue),
      events.length,
    );
  };

/** Results so far, `width` at a time, up to the first that is to be tried again. */
async function inTurn<T>(items: readonly T[], width: number, work: (item: T) => Promise<SendResult>) {
  const results: SendResult[] = [];
  for (let from = 0; from < items.length; from += width) {
    results.push(...(await Promise.all(items.slice(from, from + width).map(work))));
    if (results.some(({ outcome }) => outcome === 'temporary')) break;
  }
  return results;
}

/** One result of many: what is to be tried again before what failed for good before what went well. */
function summarise(results: readonly SendResult[], events: number): SendResult {
  const deciding =
    results.find(({ outcome }) => outcome === 'temporary') ??
    results.find(({ outcome }) => outcome === 'permanent') ??
    results[0];
  if (deciding === undefined) return { outcome: 'delivered', status: null, detail: 'nothing to tell' };
  if (events === 1) return deciding;
  const accepted = results.filter(({ outcome }) => outcome === 'delivered').length;
  return { ...deciding, detail: `${accepted} of ${events} events accepted; ${deciding.detail}` };
}

function judge(answer: PostAnswer, attemptAt: Date, routingKey: string): SendResult {
  const { status } = answer;
  const detail = describeAnswer(answer, [routingKey]);
  if (status >= 200 && status < 300) return { outcome: 'delivered', status, detail };
  if (status === 429) return { retryAfterSeconds: throttledSeconds, ...temporary(answer, detail, attemptAt) };
  if (status === 408 || status >= 500) return temporary(answer, detail, attemptAt);
  return { outcome: 'permanent', status, detail };
}
