import { guardedPost } from '../../src/notifications/outbound/guarded-post.ts';
import { alertmanagerSender } from '../../src/notifications/senders/alertmanager/send-alertmanager.ts';
import { noLinks } from '../../src/notifications/senders/message-links.ts';
import { pagerDutySender } from '../../src/notifications/senders/pagerduty/send-pagerduty.ts';
import { type Send, sendBy } from '../../src/notifications/senders/send.ts';
import { slackSender } from '../../src/notifications/senders/slack/send-slack.ts';
import { webhookSender } from '../../src/notifications/senders/webhook/send-webhook.ts';
import type { TestNotifier } from './notifier.ts';
import { testNotifier } from './notifier.ts';

/** Leave to send to receivers on this machine. */
export const localOutbound = { allowHttp: false, allowedHosts: ['127.0.0.1'] } as const;

/** The senders of a deployment that may send to this machine, where `pagerDutyUrl` is, too; e-mail apart. */
export function realSenders(pagerDutyUrl: string): Send {
  const post = guardedPost({ policy: localOutbound });
  return sendBy({
    webhook: webhookSender(post, noLinks),
    slack: slackSender(post, noLinks),
    pagerduty: pagerDutySender({ post, linksOf: noLinks, url: pagerDutyUrl }),
    alertmanager: alertmanagerSender(post, noLinks),
    email: async () => ({ outcome: 'permanent', status: null, detail: 'no mail in this test' }),
  });
}

/** A notifier that sends for real, to this machine. */
export const localNotifier = (pagerDutyUrl: string, overrides: Partial<TestNotifier> = {}): TestNotifier =>
  testNotifier({ outbound: localOutbound, send: realSenders(pagerDutyUrl), ...overrides });
