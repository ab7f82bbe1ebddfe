import { invitationPageUrl } from '../config/notifications.ts';
import { smtpConfig } from '../config/smtp.ts';
import type { Mailer } from '../contracts/mailer.ts';
import { smtpMailer } from '../notifications/senders/email/smtp-mailer.ts';

/** Mail to persons as this deployment sends it; undefined without a mail server. */
export function mailerOfDeployment(): Mailer | undefined {
  const server = smtpConfig();
  return server === undefined ? undefined : { send: smtpMailer(server), invitationPage: invitationPageUrl() };
}
