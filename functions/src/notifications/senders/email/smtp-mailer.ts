import { createHash } from 'node:crypto';
import type { Mailer } from '../../../contracts/mailer.ts';
import { clip } from '../clip.ts';
import { refusedMail, takenMail } from './smtp-outcome.ts';
import type { SmtpServer } from './smtp-server.ts';
import { openTransport } from './smtp-transport.ts';

/** Longer ones are cut by what shows them. */
const subjectMax = 180;

/** Sends mails of the service to persons by SMTP, as plain text, one connection for each. */
export function smtpMailer(server: SmtpServer): Mailer['send'] {
  const { from, password } = server;
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return async ({ to, subject, text, about, createdAt }) => {
    const secrets = [...(password === undefined ? [] : [password]), to];
    const transport = await openTransport(server);
    try {
      const sent = await transport.sendMail({
        from: { name: 'IntentVision', address: from },
        to: { name: '', address: to },
        subject: clip(subject.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim(), subjectMax),
        date: createdAt,
        messageId: `<${createHash('sha256').update(about).digest('hex').slice(0, 32)}.mail@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
        text,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return takenMail(sent, { to: [to], secrets });
    } catch (error) {
      return refusedMail(error, secrets);
    } finally {
      transport.close();
    }
  };
}
