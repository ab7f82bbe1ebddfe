import type { Firestore } from 'firebase-admin/firestore';
import type { KeyEnvironment } from '../contracts/api-key.ts';
import type { Deferred } from '../contracts/deferred.ts';
import type { Mailer } from '../contracts/mailer.ts';
import type { Notifier } from '../contracts/notifier.ts';
import type { TaskQueue } from '../contracts/tasks.ts';
import type { TimeGpt } from '../contracts/timegpt-backend.ts';
import type { ChartLinks } from '../notifications/charts/alert-charts.ts';

/** Severities of Cloud Logging that the API uses. */
export type LogSeverity = 'INFO' | 'WARNING' | 'ERROR';

/** One structured log entry. `message` reads by itself; everything else is for filters. */
export interface LogEntry {
  readonly severity: LogSeverity;
  readonly message: string;
  readonly [field: string]: unknown;
}

/** Where log entries go. Entries hold no bodies, tokens or destination URLs; callers see to that. */
export interface Logger {
  write(entry: LogEntry): void;
}

/** Who a Firebase Auth ID token speaks for. */
export interface VerifiedToken {
  readonly uid: string;
  readonly email?: string;
  /** Whether the identity provider has seen that the address is this person's. */
  readonly emailVerified?: boolean;
}

/** What the API is built from. `index.ts` makes the real ones, tests their own. */
export interface Services {
  readonly firestore: Firestore;
  readonly tasks: TaskQueue;
  /** Nixtla's service, where the deployment has an account there. */
  readonly timegpt?: TimeGpt | undefined;
  /** Links to charts, where the deployment has a key to sign them with. */
  readonly chartLinks?: ChartLinks | undefined;
  /** Secrets of channels, and senders; there wherever a deployment runs. */
  readonly notifier?: Notifier | undefined;
  /** Mail to persons, where the deployment has a mail server. */
  readonly mailer?: Mailer | undefined;
  readonly logger: Logger;
  /** Does what no answer waits for. */
  readonly deferred: Deferred;
  /** What new API keys are marked with; `live` where absent. */
  readonly keyEnvironment?: KeyEnvironment | undefined;
  /** Answers for whom a token speaks; rejects when it is forged, expired or revoked. */
  verifyIdToken(token: string): Promise<VerifiedToken>;
  /** Rejects an App Check token that does not attest an app; absent where the deployment asks for none. */
  readonly verifyAppCheck?: ((token: string) => Promise<void>) | undefined;
  now(): Date;
  /** Version of the deployed code, as `GET /health` and the OpenAPI document say it. */
  readonly version: string;
  /** Where clients reach the API, without a slash at the end; problem types are relative references without it. */
  readonly publicUrl?: string;
  /** Origins whose pages may call the API from a browser; none where absent. */
  readonly corsOrigins?: readonly string[] | undefined;
  /** Proxies in front of this process that name the caller in `X-Forwarded-For`; none where absent. */
  readonly proxies?: number | undefined;
}
