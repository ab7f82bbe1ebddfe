/**
 * `npm start`: builds the functions, starts them in the emulator suite and runs the main job against them. Where no
 * emulator can be had, or with --embedded, they run in one process over a Firestore in memory instead.
 */
import { parseArgs } from 'node:util';
import { EmulatorUnavailableError } from './emulators/emulator-unavailable-error.mjs';
import { startSuite } from './emulators/start-suite.mjs';
import { buildFunctions } from './setup/build-functions.mjs';
import { onStopRequest } from './setup/on-stop-request.mjs';
import { say } from './setup/say.mjs';

const usage = `npm start [-- options]

  --once      stop when the main job is done, also in a terminal
  --embedded  one process and a Firestore in memory: no Java, no security rules, up in about a second
  --help      this text`;

/**
 * Starts the backend that the main job talks to.
 *
 * @param {boolean} embedded
 * @param {AbortSignal} signal ends a start that is still going on
 */
async function startBackend(embedded, signal) {
  await buildFunctions();
  if (!embedded) {
    try {
      say('Starting the emulators (about 15 seconds) …');
      return await startSuite({ signal });
    } catch (error) {
      if (!(error instanceof EmulatorUnavailableError)) throw error;
      say(`\n${error.message}\n`);
    }
  }
  say('Running embedded: a Firestore in memory, in one process. Security rules are NOT in force here.');
  const { startEmbedded } = await load('./start/embedded.mjs');
  return startEmbedded({ signal });
}

/**
 * The parts of the main job are loaded when they are needed: they import the built functions.
 *
 * @param {string} file
 */
const load = (file) => import(new URL(file, import.meta.url).href);

async function main() {
  const { values } = parseArgs({
    options: {
      once: { type: 'boolean' },
      embedded: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return process.stdout.write(`${usage}\n`);
  const stopping = new AbortController();
  onStopRequest((reason) => stopping.abort(new Error(`stopped by ${reason}`)));
  const backend = await startBackend(values.embedded ?? false, stopping.signal);
  const crash = new Error(
    `The emulators have ended by themselves; their last words are in ${backend.logFile}`,
  );
  backend.ended?.then(() => stopping.abort(crash));
  try {
    const { mainJob } = await load('./start/main-job.mjs');
    await mainJob({ backend, once: values.once ?? !process.stdout.isTTY, signal: stopping.signal });
    if (stopping.signal.reason === crash) throw crash;
  } finally {
    await backend.stop();
  }
}

try {
  await main();
} catch (error) {
  say(`\n${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
