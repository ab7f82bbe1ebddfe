import { defineSecret } from 'firebase-functions/params';
import { emailEnabled } from './deployment.ts';

/** The mail server of this deployment; as `SmtpServer` of `notifications`. */
export interface SmtpConfig {
  readonly host: string;
  readonly port: number;
  readonly tls: 'starttls' | 'implicit' | 'none';
  readonly tlsName: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly from: string;
}

/** The secrets that functions which send e-mail are given; defined only where e-mail is enabled, as those of TimeGPT. */
export const smtpSecrets = emailEnabled ? [defineSecret('SMTP_PASSWORD')] : [];

const usualPorts = { starttls: 587, implicit: 465, none: 25 } as const;

/**
 * The mail server in the environment; undefined without `SMTP_HOST`. `SMTP_FROM` is the sender's address. `SMTP_TLS`:
 * `starttls` (the default, and then insisted on), `implicit` or `none`. `SMTP_PORT` where it is not the usual one,
 * `SMTP_TLS_NAME` where the certificate is of another name than the host, `SMTP_USER` and `SMTP_PASSWORD` where the server
 * wants them.
 *
 * @throws Error naming the variable that is not usable.
 */
export function smtpConfig(): SmtpConfig | undefined {
  const { SMTP_HOST, SMTP_PORT, SMTP_TLS, SMTP_TLS_NAME, SMTP_USER, SMTP_PASSWORD, SMTP_FROM } = process.env;
  const host = SMTP_HOST?.trim() ?? '';
  if (host === '') return undefined;
  const tls = tlsOf(SMTP_TLS?.trim() || 'starttls');
  const port = SMTP_PORT?.trim() ? Number(SMTP_PORT) : usualPorts[tls];
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error('SMTP_PORT is not a port');
  const from = SMTP_FROM?.trim() ?? '';
  if (!/^[^\s@<>"\p{Cc}]+@[^\s@<>"\p{Cc}]+$/u.test(from)) throw new Error('SMTP_FROM is not an address');
  const user = SMTP_USER?.trim() || undefined;
  return {
    host,
    port,
    tls,
    tlsName: SMTP_TLS_NAME?.trim() || undefined,
    user,
    password: SMTP_PASSWORD,
    from,
  };
}

function tlsOf(text: string): SmtpConfig['tls'] {
  if (text === 'starttls' || text === 'implicit' || text === 'none') return text;
  throw new Error('SMTP_TLS is none of starttls, implicit and none');
}
