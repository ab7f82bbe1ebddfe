/** A mail server that takes our messages: a relay, or the submission service of a provider. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** `starttls` and `implicit` insist on it; `none` is for relays on the same machine. */
  readonly tls: 'starttls' | 'implicit' | 'none';
  /** The name in its certificate, where it is not `host`. */
  readonly tlsName?: string | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** The sender's address. */
  readonly from: string;
}
