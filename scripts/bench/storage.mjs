import { startFirestore } from '../emulators/start-firestore.mjs';

const minute = 60_000;
const hour = 60 * minute;

/**
 * Documents read and written for known work, on a Firestore emulator started for it.
 *
 * @returns {Promise<import('./table.mjs').Table>}
 */
export async function benchStorage() {
  const emulator = await startFirestore();
  Object.assign(process.env, emulator.env);
  try {
    return await measure(emulator.projectId);
  } finally {
    await emulator.stop();
  }
}

/** @param {string} projectId */
async function measure(projectId) {
  const { testBench } = await import('./storage-context.mjs');
  const bench = testBench(projectId);
  const names = Array.from({ length: 100 }, (_, index) => `cpu_${index}`);
  /** @type {(string | number)[][]} */
  const rows = [];

  await bench.counted(rows, '100,000 points of 100 one-minute series, a series a batch', async (write) => {
    for (const name of names) await write([{ metric: name, points: bench.series(1_000, minute) }]);
  });
  await bench.counted(rows, 'the same, in 5 batches of all series', async (write) => {
    for (let from = 0; from < 1_000; from += 200) {
      await write(
        names.map((metric) => ({ metric, points: bench.series(1_000, minute).slice(from, from + 200) })),
      );
    }
  });
  await bench.counted(
    rows,
    'one point for one known series',
    async (write) => {
      await write([{ metric: 'cpu_0', points: bench.series(1, minute) }]);
    },
    'cpu_0',
  );
  await bench.counted(rows, 'two years of hourly history, one batch', async (write) => {
    await write([{ metric: 'orders', points: bench.series(17_520, hour) }]);
  });
  rows.push(await bench.forecastCost('a forecast from two years of hourly history'));
  return {
    title: 'storage: documents (counted at the client; every read and write goes through it)',
    columns: ['work', 'reads', 'writes'],
    rows,
  };
}
