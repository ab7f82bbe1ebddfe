import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

const fixture = (name: string) => readFileSync(`${import.meta.dirname}/../fixtures/tls/${name}`, 'utf8');

/** The certificate of `hooks.example`, of the tests' own authority. */
export const testIdentity = { key: fixture('key.pem'), cert: fixture('certificate.pem') };

/** A mail as it came in: from and to whom by the envelope, whether over TLS, as whom, and its source. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly secure: boolean;
  readonly user: string | undefined;
  readonly source: string;
}

export interface SmtpReceiver {
  readonly port: number;
  readonly mails: ReceivedMail[];
}

/** An answer of a mail server. */
export const smtpReply = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

/** A mail server on this machine, that takes what it is not told to refuse. Without TLS and without users unless `options` say so. */
export async function startSmtp(options: SMTPServerOptions = {}): Promise<SmtpReceiver> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, session, done) => {
      void stream.toArray().then((chunks: Buffer[]) => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        const source = Buffer.concat(chunks).toString('utf8');
        const user = session.user as string | undefined;
        mails.push({
          from,
          to: rcptTo.map(({ address }) => address),
          secure: session.secure === true,
          user,
          source,
        });
        done(null, '2.0.0 queued as 4711');
      });
    },
    ...options,
  });
  // A client that goes away is not an error of the server.
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (listening.address() as AddressInfo).port, mails };
}

/** A server that takes connections and says nothing but this. */
export async function startSilentServer(greeting = ''): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write(greeting);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A mail as a mail program reads it. */
export const readMail = ({ source }: ReceivedMail): Promise<Email> => PostalMime.parse(source);

/** All headers of a mail of this name. */
export const headersOf = ({ headers }: Email, name: string): string[] =>
  headers.filter(({ key }) => key === name.toLowerCase()).map(({ value }) => value);
