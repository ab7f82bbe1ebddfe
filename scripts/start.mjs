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
import { WebhookReceiver } from './start/job/receive-webhooks.mjs';
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
 * @param {string} receiverHost where notifications may go, too
 * @param {AbortSignal} signal ends a start that is still going on
 * @returns {Promise<import('./start/backend.mjs').RunningBackend>}
 */
async function startBackend(embedded, receiverHost, signal) {
  await buildFunctions();
  if (!embedded) {
    try {
      say('Starting the emulators (about 15 seconds) …');
      const suite = await startSuite({ signal, allowedHosts: [receiverHost] });
      return { ...suiteBackend(suite), ended: suite.ended, stop: suite.stop };
    } catch (error) {
      if (!(error instanceof EmulatorUnavailableError)) throw error;
      say(`\n${error.message}\n`);
    }
  }
  say('Running embedded: a Firestore in memory, in one process. Security rules are NOT in force here.');
  // Loaded when needed: it imports the built functions.
  const { startEmbedded } = await import('./start/embedded/start-embedded.mjs');
  return startEmbedded({ allowedHosts: [receiverHost] });
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

/**
 * @param {AbortController} stopping
 * @returns {Promise<number>} exit code
 */
async function main(stopping) {
  const options = readOptions();
  if (options === undefined) return exitCodeOfUsage;
  if (options.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const { signal } = stopping;
  const env = options['no-color'] ? { ...process.env, NO_COLOR: '1' } : process.env;
  const receiver = new WebhookReceiver();
  const backend = await startBackend(options.embedded, await receiver.listen(), signal).catch(
    async (error) => {
      await receiver.close();
      throw error;
    },
  );
  const died = new Error('The emulators ended by themselves.');
  const watching = new AbortController();
  void backend.ended.then(() => watching.signal.aborted || stopping.abort(died));
  try {
    await mainJob({ backend, receiver, once: options.once || !process.stdout.isTTY, signal, env });
    if (signal.reason === died) throw died;
  } catch (error) {
    if (!signal.aborted || signal.reason === died) say(`\nThe log of the backend: ${backend.logFile}`);
    throw error;
  } finally {
    watching.abort();
    await backend.stop();
    await receiver.close();
  }
  return 0;
}

const stopping = new AbortController();
let asked = false;
onStopRequest((reason) => {
  asked = true;
  stopping.abort(new Error(`stopped by ${reason}`));
});
try {
  process.exitCode = await main(stopping);
} catch (error) {
  say(`\n${error instanceof Error ? error.message : error}`);
  process.exitCode = asked ? exitCodeOfStop : 1;
}
