import { getAuth } from 'firebase-admin/auth';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import type { Mailer } from '../contracts/mailer.ts';
import type { Notifier } from '../contracts/notifier.ts';
import type { TaskQueue } from '../contracts/tasks.ts';
import type { TimeGpt } from '../contracts/timegpt-backend.ts';
import { jsonLogger } from '../http/json-logger.ts';
import type { Logger, VerifiedToken } from '../http/services.ts';
import type { ChartLinks } from '../notifications/charts/alert-charts.ts';
import { chartLinksOfDeployment } from './chart-links.ts';
import { cloudTasks } from './cloud-tasks.ts';
import { mailerOfDeployment } from './mailer.ts';
import { notifierOfDeployment } from './notifier.ts';
import { timeGptOfDeployment } from './timegpt.ts';

/** The outside world as the functions see it. */
export interface Runtime {
  readonly firestore: Firestore;
  readonly tasks: TaskQueue;
  /** TimeGPT, for work that a caller waits for and for work that nobody waits for. */
  readonly timegpt?: { readonly request: TimeGpt; readonly task: TimeGpt } | undefined;
  /** Links to charts, where there is a key to sign them with. */
  readonly chartLinks?: ChartLinks | undefined;
  /** Secrets of channels, and senders; there wherever a deployment runs. */
  readonly notifier?: Notifier | undefined;
  /** Mail to persons, where there is a mail server. */
  readonly mailer?: Mailer | undefined;
  readonly logger: Logger;
  verifyIdToken(token: string): Promise<VerifiedToken>;
  now(): Date;
}

let current: Runtime | undefined;

/** The runtime of this process: the cloud's (or the emulators'), unless a host put its own in place. */
export function runtime(): Runtime {
  current ??= cloudRuntime();
  return current;
}

/** Runs the functions on another Firestore, queue and clock: how they run in one process without emulators. */
export function useRuntime(replacement: Runtime): void {
  current = replacement;
}

function cloudRuntime(): Runtime {
  const firestore = getFirestore();
  firestore.settings({ ignoreUndefinedProperties: true });
  return {
    firestore,
    tasks: cloudTasks(),
    timegpt: timeGptOfDeployment(),
    chartLinks: chartLinksOfDeployment(),
    notifier: notifierOfDeployment(runtime),
    mailer: mailerOfDeployment(),
    logger: jsonLogger((line) => process.stdout.write(`${line}\n`)),
    verifyIdToken: async (token) => {
      const { uid, email, email_verified: emailVerified = false } = await getAuth().verifyIdToken(token);
      return { uid, ...(email === undefined ? {} : { email, emailVerified }) };
    },
    now: () => new Date(),
  };
}
