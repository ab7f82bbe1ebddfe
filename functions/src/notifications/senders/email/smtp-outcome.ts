import type { SendResult } from '../../../contracts/notifier.ts';
import { excerpt } from '../../outbound/excerpt.ts';

/** What nodemailer says of a mail that a server took, at least for some. */
interface SentMail {
  readonly accepted: readonly unknown[];
  readonly rejected: readonly unknown[];
  readonly rejectedErrors?: readonly SmtpError[] | undefined;
  readonly response: string;
}

/** An error of nodemailer: its own code, and the reply of the server where there was one. */
interface SmtpError {
  readonly code?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly response?: string | undefined;
  readonly recipient?: string | undefined;
}

/**
 * A mail that was taken. Where a server takes it for some recipients and refuses others it is delivered, and the detail says
 * which of the channel's were left out: sending it again would tell the others twice.
 */
export function takenMail(
  sent: SentMail,
  { to, secrets }: { readonly to: readonly string[]; readonly secrets: readonly string[] },
): SendResult {
  const { accepted, rejected, rejectedErrors = [], response } = sent;
  const status = statusOf(response) ?? 250;
  if (rejected.length === 0) return { outcome: 'delivered', status, detail: excerpt(response, secrets) };
  const refusals = rejectedErrors.map(
    ({ recipient, response: said = 'refused' }) => `recipient ${to.indexOf(recipient ?? '') + 1} (${said})`,
  );
  const all = accepted.length + rejected.length;
  const detail = `taken for ${accepted.length} of ${all} recipients, refused for ${refusals.join(', ')}`;
  return { outcome: 'delivered', status, detail: excerpt(detail, secrets) };
}

/** Codes of nodemailer and of Node in words. */
const causes: Readonly<Record<string, string>> = {
  ETIMEDOUT: 'the mail server did not answer in time',
  ECONNECTION: 'the mail server closed the connection',
  ECONNREFUSED: 'the mail server refused the connection',
  ECONNRESET: 'the mail server closed the connection',
  ESOCKET: 'the connection to the mail server failed',
  EDNS: 'the mail server is not found',
  ETLS: 'the mail server offers no TLS that can be trusted',
  EAUTH: 'the mail server does not take our user and password',
  EABORT: 'the mail server did not answer in time',
};

/**
 * A mail that was not taken. 4xx is temporary and 5xx permanent (RFC 5321, section 4.2.1) where the server speaks of this
 * message. What fails before (the connection, TLS, our own user) is our operator's to mend, and temporary: the message is as
 * good as it was.
 */
export function refusedMail(error: unknown, secrets: readonly string[]): SendResult {
  const { code = '', responseCode, response }: SmtpError = error instanceof Error ? (error as SmtpError) : {};
  const isAboutMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
  const words = Object.hasOwn(causes, code) ? causes[code] : 'the mail could not be sent';
  const said = response === undefined ? '' : excerpt(response, secrets);
  const permanent = isAboutMessage && responseCode !== undefined && responseCode >= 500;
  const detail = isAboutMessage
    ? said || `refused (${code})`
    : [words, said].filter((text) => text !== '').join(': ');
  return { outcome: permanent ? 'permanent' : 'temporary', status: responseCode ?? null, detail };
}

const statusOf = (response: string): number | null => {
  const code = /^(\d{3})[ -]/.exec(response)?.[1];
  return code === undefined ? null : Number(code);
};
