import type { Firestore } from 'firebase-admin/firestore';
import { useRuntime } from '../../src/entry/runtime.ts';
import type { LogEntry } from '../../src/http/services.ts';
import { RecordedTasks } from '../support/context.ts';
import { testNow } from '../support/http-api.ts';
import { isolatedDatabase } from '../support/isolated-firestore.ts';
import { type TestNotifier, testNotifier } from '../support/notifier.ts';
import { type PlantedOrganization, plantOrganization } from './planted-organization.ts';

/** A deployment of its own, since schedules look at every organization that there is, with two of them. */
export interface FunctionWorld {
  readonly firestore: Firestore;
  readonly own: PlantedOrganization;
  readonly foreign: PlantedOrganization;
  /** What a delivery left outside the store: tasks, log, messages. Begins anew. */
  takeEffects(): FunctionEffects;
}

export interface FunctionEffects {
  readonly tasks: readonly object[];
  readonly entries: readonly LogEntry[];
  readonly sent: TestNotifier['sent'];
}

/** Late enough that what the examples have planned is due. */
const later = new Date(testNow.getTime() + 7 * 86_400_000);

export async function openFunctionWorld(): Promise<FunctionWorld> {
  const { firestore } = isolatedDatabase();
  const own = await plantOrganization(firestore);
  const foreign = await plantOrganization(firestore);
  let tasks = new RecordedTasks();
  let notifier = testNotifier();
  let entries: LogEntry[] = [];
  const install = () => {
    tasks = new RecordedTasks();
    notifier = testNotifier();
    entries = [];
    useRuntime({
      firestore,
      tasks,
      notifier,
      logger: { write: (entry) => entries.push(entry) },
      verifyIdToken: () => Promise.reject(new Error('nobody signs in here')),
      now: () => later,
    });
  };
  install();
  return {
    firestore,
    own,
    foreign,
    takeEffects() {
      const { analyses, runs, batches, backfills, exports, erasures, flushes, deliveries } = tasks;
      const all = [
        ...analyses,
        ...runs,
        ...batches,
        ...backfills,
        ...exports,
        ...erasures,
        ...flushes,
        ...deliveries,
      ];
      const effects = { tasks: all, entries, sent: notifier.sent };
      install();
      return effects;
    },
  };
}
