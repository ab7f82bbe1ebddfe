import { describe, expect, it } from 'vitest';
import { unusedPort } from '../../../../test/support/receiver.ts';
import { headersOf, readMail, smtpReply, startSmtp } from '../../../../test/support/smtp-receiver.ts';
import type { Mail } from '../../../contracts/mailer.ts';
import { invitationMail } from '../../../operator/invitations/invitation-mail.ts';
import { smtpMailer } from './smtp-mailer.ts';
import type { SmtpServer } from './smtp-server.ts';

const invited = {
  invitation: {
    email: 'grace@acme.example',
    role: 'viewer',
    expiresAt: new Date('2026-11-28T12:00:00Z'),
  },
  organization: 'Acme\r\nBcc: everybody@acme.example',
  token: 'ivi_abc',
} as const;

const mail = (overrides: Partial<Mail> = {}): Mail => ({
  to: 'grace@acme.example',
  ...invitationMail(invited, undefined),
  about: 'inv_1',
  createdAt: new Date('2026-11-21T12:00:00Z'),
  ...overrides,
});

const mailer = (port: number, overrides: Partial<SmtpServer> = {}) =>
  smtpMailer({ host: '127.0.0.1', port, tls: 'none', from: 'hello@iv.example', ...overrides });

describe('a mail to a person', () => {
  it('comes in as it was written, to the one address, whatever the texts are', async () => {
    const smtp = await startSmtp();
    expect(await mailer(smtp.port)(mail())).toMatchObject({ outcome: 'delivered', status: 250 });
    expect(smtp.mails).toMatchObject([{ from: 'hello@iv.example', to: ['grace@acme.example'] }]);
    const [received] = await Promise.all(smtp.mails.map(readMail));
    expect(received?.subject).toBe('Invitation to Acme Bcc: everybody@acme.example');
    expect(received?.text).toContain(
      'organization "Acme Bcc: everybody@acme.example" on IntentVision, as viewer',
    );
    expect(received?.text).toContain('ivi_abc');
    expect(received?.text).toContain('until 2026-11-28 12:00 UTC');
    expect(received?.html).toBeUndefined();
    expect(received && headersOf(received, 'Auto-Submitted')).toEqual(['auto-generated']);
    expect(received && headersOf(received, 'Bcc')).toEqual([]);
  });

  it('leads to the page of the deployment, where it has one', () => {
    const { text } = invitationMail(invited, 'https://iv.example/join#{token}');
    expect(text).toContain('https://iv.example/join#ivi_abc');
  });

  it('has the same id whenever it is about the same', async () => {
    const smtp = await startSmtp();
    for (const about of ['inv_1', 'inv_1', 'inv_2']) await mailer(smtp.port)(mail({ about }));
    const ids = (await Promise.all(smtp.mails.map(readMail))).map(({ messageId }) => messageId);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('that is refused says so, without the address', async () => {
    const smtp = await startSmtp({
      onRcptTo: ({ address }, _session, done) => done(smtpReply(550, `no ${address} here`)),
    });
    const result = await mailer(smtp.port)(mail());
    expect(result).toMatchObject({ outcome: 'permanent', status: 550 });
    expect(result.detail).not.toContain('grace');
  });

  it('without a server is a matter of time', async () => {
    expect(await mailer(await unusedPort())(mail())).toMatchObject({ outcome: 'temporary', status: null });
  });
});
