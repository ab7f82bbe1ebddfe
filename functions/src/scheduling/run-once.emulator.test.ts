import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { jobCommands, workerFates } from '../../test/support/faults/job-commands.ts';
import { JobHistory } from '../../test/support/faults/job-history.ts';
import { JobWorld } from '../../test/support/faults/job-world.ts';
import { isolatedDatabase } from '../../test/support/isolated-firestore.ts';
import type { Database } from '../firestore/database.ts';

// Sweeps see every organization, so this suite has a Firestore of its own.
let db: Database;

beforeAll(() => {
  db = isolatedDatabase();
});

async function inWorld(tell: (world: JobWorld) => Promise<void>, seriesPerBatch?: number): Promise<void> {
  const world = await JobWorld.begin(db, seriesPerBatch);
  try {
    await tell(world);
  } finally {
    await world.end();
  }
}

/** Every way in which a delivery can end. */
const everyEnding = [
  'completed',
  'failed',
  'skipped',
  'superseded',
  'gone',
  'already-finished',
  'RUN_LEASE_HELD',
  'RUN_INTERRUPTED',
];

interface Histories {
  readonly seed: number;
  readonly runs: number;
  /** Where runs are to be split. */
  readonly seriesPerBatch?: number;
}

/** Goes through random histories; answers the ways in which deliveries ended. */
async function endingsOf({ seed, runs, seriesPerBatch }: Histories) {
  const endings = new Set<string>();
  const property = fc.asyncProperty(jobCommands(40), workerFates, (commands, fates) =>
    inWorld(async (world) => {
      const history = await JobHistory.begin(world);
      const model = { tasks: 1, processes: 0, deleted: false };
      await fc.asyncModelRun(() => ({ model, real: history }), commands);
      await history.settle(fates);
      for (const ending of history.endings) endings.add(ending);
    }, seriesPerBatch),
  );
  // Shrinking takes minutes, so a failure tells its commands as they were; to shrink them, set endOnFailure to false.
  await fc.assert(property, { numRuns: runs, seed, endOnFailure: true });
  return [...endings].sort();
}

/**
 * Histories as commands over the real code, and what must hold after each step (Hughes 2007, "QuickCheck testing for fun
 * and profit").
 */
describe('each scheduled instant has one result', () => {
  test('whatever is delivered twice, stops, crashes, comes back late, or is edited meanwhile', async () => {
    expect(await endingsOf({ seed: 20_261_126, runs: 40 })).toEqual([...everyEnding].sort());
  }, 200_000);

  test('so it has where it is split into batches', async () => {
    const endings = await endingsOf({ seed: 20_261_126, runs: 40, seriesPerBatch: 1 });
    expect(endings).toEqual([...everyEnding, 'fanned-out', 'run-over'].sort());
  }, 400_000);

  test("where a worker that failed comes back late: it gives nothing back that is its successor's", () =>
    inWorld(async (world) => {
      const history = await JobHistory.begin(world);
      const setting = { workerId: 'worker-1', skewMinutes: 0 };
      await history.deliver(0, true, { ...setting, fails: true }, 2);
      world.later(6);
      await history.deliver(0, false, setting, 3);
      await history.step(1, 1);
      expect(history.endings).toEqual(['RUN_INTERRUPTED']);
      await history.step(0, 3);
      expect(history.endings).toEqual(['RUN_INTERRUPTED', 'completed']);
      await history.settle([]);
    }));
});
