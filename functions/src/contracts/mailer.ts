import type { SendResult } from './notifier.ts';

/** A mail of the service itself to one person, as plain text. */
export interface Mail {
  readonly to: string;
  /** Line breaks and what else has no place in a header become spaces. */
  readonly subject: string;
  readonly text: string;
  /** What the mail is about: the same text gives the same `Message-ID`. */
  readonly about: string;
  readonly createdAt: Date;
}

/** Mail of the service to persons, where the deployment has a mail server. */
export interface Mailer {
  /** Never rejects for what the mail server or the network does. The result is free of secrets and of the address. */
  readonly send: (mail: Mail) => Promise<SendResult>;
  /** The page on which people accept invitations, with `{token}` in it. Mails link to it where there is one. */
  readonly invitationPage?: string | undefined;
}
