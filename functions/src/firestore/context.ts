import type { KeyEnvironment } from '../contracts/api-key.ts';
import type { Identity } from '../contracts/context.ts';
import type { Mailer } from '../contracts/mailer.ts';
import type { Notifier } from '../contracts/notifier.ts';
import type { TaskQueue } from '../contracts/tasks.ts';
import type { TimeGpt } from '../contracts/timegpt-backend.ts';
import type { UsageAccount } from '../contracts/usage-account.ts';
import type { Database } from './database.ts';

/** What every verb is handed: an identity, and the stores and queues to act with. Tests build it by hand. */
export interface Ctx extends Identity {
  readonly db: Database;
  readonly tasks: TaskQueue;
  /** Nixtla's service, where the deployment has an account there. */
  readonly timegpt?: TimeGpt | undefined;
  /** Secrets of channels, and senders; there wherever a deployment runs. */
  readonly notifier?: Notifier | undefined;
  /** What the organization may still use; there wherever a deployment runs, and nothing is bounded where it is absent. */
  readonly usage?: UsageAccount | undefined;
  /** Mail to persons, where the deployment has a mail server. */
  readonly mailer?: Mailer | undefined;
  /** What new API keys are marked with; `live` where absent. */
  readonly keyEnvironment?: KeyEnvironment | undefined;
  /** Has this instance forget an API key, by its hash, so that it ends here at once. */
  readonly forgetApiKey?: ((hash: string) => void) | undefined;
  /** Hears of problems that must not fail the call; `console.warn`, which Cloud Logging collects, where absent. */
  readonly warn?: ((message: string, error: unknown) => void) | undefined;
}
