import type { Accounts } from '../../contracts/accounts.ts';
import type { SecretStore } from '../../contracts/notifier.ts';
import type { TaskQueue } from '../../contracts/tasks.ts';
import type { Database } from '../../firestore/database.ts';

/** What erasing acts on. It belongs to no organization: those it erases are named by the erasure. */
export interface ErasureDeps {
  readonly db: Database;
  readonly tasks: TaskQueue;
  readonly now: Date;
  /** Secrets of channels; none where a host keeps none. */
  readonly secrets?: SecretStore | undefined;
  /** Accounts at the identity provider; none where a host has none. */
  readonly accounts?: Accounts | undefined;
}
