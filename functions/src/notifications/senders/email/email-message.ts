import { createHash } from 'node:crypto';
import type { SendMailOptions } from 'nodemailer';
import type { SendRequest } from '../../../contracts/notifier.ts';
import type { MessageLinks } from '../message-links.ts';
import type { ChartImage } from './email-charts.ts';
import { emailHtml } from './email-html.ts';
import { emailSubject } from './email-subject.ts';
import { emailText } from './email-text.ts';

/**
 * The mail of a notification. Its `Message-ID` follows from the delivery, so that a mail that is sent twice is known again;
 * `References` and `In-Reply-To` name one root for the group, which was never sent, so that mail programs show the mails of
 * a group as one thread, whichever of them came first (RFC 5322, section 3.6.4). `Auto-Submitted` keeps holiday notices away
 * (RFC 3834).
 */
export function emailMessage(
  {
    channel,
    notification,
    deliveryId,
    createdAt,
  }: Pick<SendRequest<'email'>, 'channel' | 'notification' | 'deliveryId' | 'createdAt'>,
  { from, links, charts }: { from: string; links: MessageLinks; charts: ReadonlyMap<string, ChartImage> },
): SendMailOptions {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const root = `<group.${hashOf(notification.groupKey)}@${domain}>`;
  const pictures = [...charts].map(([alertId, chart]) => ({
    alertId,
    ...chart,
    cid: `${hashOf(alertId)}.chart@${domain}`,
  }));
  const shown = new Map(pictures.map(({ alertId, cid, alt }) => [alertId, { cid, alt }]));
  return {
    from: { name: 'IntentVision', address: from },
    to: channel.settings.to.map((address) => ({ name: '', address })),
    subject: emailSubject(notification),
    date: createdAt,
    messageId: `<${hashOf(deliveryId)}.delivery@${domain}>`,
    references: [root],
    inReplyTo: root,
    headers: { 'Auto-Submitted': 'auto-generated' },
    text: emailText(notification, links),
    html: emailHtml(notification, links, shown),
    attachments: pictures.map(({ png, cid }, index) => ({
      filename: `chart-${index + 1}.png`,
      content: Buffer.from(png),
      contentType: 'image/png',
      contentDisposition: 'inline',
      cid,
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Ids and keys hold what they like; in a header they are hexadecimal. */
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
