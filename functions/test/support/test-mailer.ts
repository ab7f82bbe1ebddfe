import type { Mail, Mailer } from '../../src/contracts/mailer.ts';
import type { SendResult } from '../../src/contracts/notifier.ts';

/** A mail server that keeps what it was to send, and answers as told. */
export interface TestMailer extends Mailer {
  readonly mails: Mail[];
}

export function testMailer(result: Partial<SendResult> = {}): TestMailer {
  const mails: Mail[] = [];
  return {
    mails,
    send: async (mail) => {
      mails.push(mail);
      return { outcome: 'delivered', status: 250, detail: 'queued', ...result };
    },
  };
}
