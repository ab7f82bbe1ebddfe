import { alertPageUrl, channelSecretsConfig, outboundConfig, pagerDutyUrl } from '../config/notifications.ts';
import { smtpConfig } from '../config/smtp.ts';
import type { Notifier, OutboundPolicy, SecretStore } from '../contracts/notifier.ts';
import { guardedPost } from '../notifications/outbound/guarded-post.ts';
import { cachedSecrets } from '../notifications/secrets/cached-secrets.ts';
import { fileSecrets } from '../notifications/secrets/file-secrets.ts';
import { secretManager } from '../notifications/secrets/secret-manager.ts';
import { alertmanagerSender } from '../notifications/senders/alertmanager/send-alertmanager.ts';
import { emailSender } from '../notifications/senders/email/send-email.ts';
import { messageLinks } from '../notifications/senders/message-links.ts';
import { pagerDutySender } from '../notifications/senders/pagerduty/send-pagerduty.ts';
import { type Senders, sendBy } from '../notifications/senders/send.ts';
import { slackSender } from '../notifications/senders/slack/send-slack.ts';
import { webhookSender } from '../notifications/senders/webhook/send-webhook.ts';
import { chartLinksOfDeployment } from './chart-links.ts';
import { type ChartStores, mailChart } from './mail-chart.ts';

/** Channels as this deployment keeps them and tells by them; on other secrets where a host has its own. Charts are of what `stores` are when a message is sent. */
export function notifierOfDeployment(
  stores: () => ChartStores,
  secrets: SecretStore = secretsOfDeployment(),
): Notifier {
  const outbound = outboundConfig();
  return {
    outbound,
    secrets: cachedSecrets(secrets, () => new Date()),
    send: sendBy(sendersOfDeployment(outbound, stores)),
  };
}

function secretsOfDeployment(): SecretStore {
  const config = channelSecretsConfig();
  return 'folder' in config ? fileSecrets(config.folder) : secretManager(config);
}

function sendersOfDeployment(policy: OutboundPolicy, stores: () => ChartStores): Senders {
  const post = guardedPost({ policy });
  const charts = chartLinksOfDeployment();
  const linksOf = messageLinks(alertPageUrl(), (alert, orgId) =>
    charts?.link(alert, { orgId, now: stores().now() }),
  );
  const url = pagerDutyUrl();
  // The operator's own choice, for this sender alone.
  const pagerDutyPolicy =
    url === undefined ? policy : { ...policy, allowedHosts: [...policy.allowedHosts, new URL(url).host] };
  return {
    webhook: webhookSender(post, linksOf),
    slack: slackSender(post, linksOf),
    pagerduty: pagerDutySender({ post: guardedPost({ policy: pagerDutyPolicy }), linksOf, url }),
    alertmanager: alertmanagerSender(post, linksOf),
    email: emailSender({ server: smtpConfig(), linksOf, chartOf: mailChart(stores) }),
  };
}
