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
import { suiteBackend } from './start/backend.mjs';
import { mainJob } from './start/main-job.mjs';

const usage = `npm start [-- options]

  --once      stop when the main job is done, also in a terminal
  --embedded  one process and a Firestore in memory: no Java, no security rules, up in about a second
  --no-color  no colours (NO_COLOR in the environment does the same)
  --help      this text`;

const exitCodeOfUsage = 2;
const exitCodeOfStop = 130;

/**
 * Starts the backend that the main job talks to.
 *
 * @param {boolean} embedded
 * @param {AbortSignal} signal ends a start that is still going on
 * @returns {Promise<import('./start/backend.mjs').Backend>}
 */
async function startBackend(embedded, signal) {
  await buildFunctions();
  if (!embedded) {
    try {
      say('Starting the emulators (about 15 seconds) …');
      return suiteBackend(await startSuite({ signal }));
    } catch (error) {
      if (!(error instanceof EmulatorUnavailableError)) throw error;
      say(`\n${error.message}\n`);
    }
  }
  say('Running embedded: a Firestore in memory, in one process. Security rules are NOT in force here.');
  // Loaded when needed: it imports the built functions.
  const { startEmbedded } = await import('./start/embedded/start-embedded.mjs');
  return startEmbedded();
}

/** The options, or undefined when they are not understood, which was said then. */
function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        once: { type: 'boolean', default: false },
        embedded: { type: 'boolean', default: false },
        'no-color': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    say(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    return undefined;
  }
}

/** @param {AbortSignal} signal */
async function main(signal) {
  const options = readOptions();
  if (options === undefined) return exitCodeOfUsage;
  if (options.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const env = options['no-color'] ? { ...process.env, NO_COLOR: '1' } : process.env;
  const backend = await startBackend(options.embedded, signal);
  try {
    await mainJob({ backend, once: options.once || !process.stdout.isTTY, signal, env });
  } catch (error) {
    if (!signal.aborted) say(`\nWhat the functions logged stands in ${backend.logFile}`);
    throw error;
  } finally {
    await backend.stop();
  }
  return 0;
}

const stopping = new AbortController();
onStopRequest((reason) => stopping.abort(new Error(`stopped by ${reason}`)));
try {
  process.exitCode = await main(stopping.signal);
} catch (error) {
  say(`\n${error instanceof Error ? error.message : error}`);
  process.exitCode = stopping.signal.aborted ? exitCodeOfStop : 1;
}
