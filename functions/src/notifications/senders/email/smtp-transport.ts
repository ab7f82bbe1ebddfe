import type { SmtpServer } from './smtp-server.ts';

/** How long the mail server may take to be reached, to greet, and between two of its words; nodemailer's own limits are minutes. */
const patience = {
  dnsTimeout: 5_000,
  connectionTimeout: 8_000,
  greetingTimeout: 8_000,
  socketTimeout: 15_000,
} as const;

/** A connection for one mail, to be closed after it. Loads nodemailer with the first: most functions send none. */
export async function openTransport({ host, port, tls, tlsName, user, password }: SmtpServer) {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    ...patience,
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    tls: { minVersion: 'TLSv1.2', ...(tlsName !== undefined && { servername: tlsName }) },
  });
}
