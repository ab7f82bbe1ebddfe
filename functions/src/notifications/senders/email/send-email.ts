import type { Sender } from '../../../contracts/notifier.ts';
import type { LinksOf } from '../message-links.ts';
import { type ChartOf, drawCharts } from './email-charts.ts';
import { emailMessage } from './email-message.ts';
import { refusedMail, takenMail } from './smtp-outcome.ts';
import type { SmtpServer } from './smtp-server.ts';
import { openTransport } from './smtp-transport.ts';

export interface EmailSenderOptions {
  /** Undefined where the deployment has none. */
  readonly server: SmtpServer | undefined;
  readonly linksOf: LinksOf;
  /** Without it mails have no pictures. */
  readonly chartOf?: ChartOf | undefined;
  readonly warn?: ((message: string, error: unknown) => void) | undefined;
}

/**
 * E-mail by SMTP: plain text and HTML, with the charts of the first alerts. One connection for each mail: functions come and
 * go, and a connection that was kept would be one that the server has closed.
 */
export function emailSender({ server, linksOf, chartOf, warn }: EmailSenderOptions): Sender<'email'> {
  if (server === undefined) return noMailServer;
  const { from, password } = server;
  return async function sendEmail(request) {
    const { orgId, signal, notification } = request;
    const { to } = request.channel.settings;
    // Whoever reads deliveries may not read channels: what a server says is kept without the addresses that it repeats.
    const secrets = [...(password === undefined ? [] : [password]), ...to];
    const charts =
      chartOf === undefined
        ? new Map()
        : await drawCharts(notification.alerts, chartOf, {
            orgId,
            signal,
            warn: (error) => warn?.(`a chart for ${request.deliveryId} was not drawn`, error),
          });
    const transport = await openTransport(server);
    try {
      const message = emailMessage(request, { from, links: linksOf(orgId), charts });
      return takenMail(await transport.sendMail({ ...message, signal }), { to, secrets });
    } catch (error) {
      return refusedMail(error, secrets);
    } finally {
      transport.close();
    }
  };
}

const noMailServer: Sender<'email'> = async () => ({
  outcome: 'permanent',
  status: null,
  detail: 'not sent: this deployment has no mail server',
});
