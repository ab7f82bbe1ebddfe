import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { findNode24 } from '../setup/node-24.mjs';
import { say } from '../setup/say.mjs';
import { allowingHosts } from './allowing-hosts.mjs';
import { emulatorEnvironment } from './emulator-environment.mjs';
import { ensureFirestoreEmulator, firebaseCli } from './ensure-firestore-emulator.mjs';
import { loopback, reservePorts } from './free-ports.mjs';
import { endLeftovers } from './leftovers.mjs';
import { loadRules } from './load-rules.mjs';
import { projectId } from './project-id.mjs';
import { requireJava } from './require-java.mjs';
import { createRunFolder } from './run-folder.mjs';
import { readFirebaseConfig, wantedPorts, withPorts, writeRunConfig } from './suite-config.mjs';
import { isSuiteReady, loadedFunctions } from './suite-log.mjs';
import { supervise } from './supervise.mjs';

const emulators = ['auth', 'functions', 'firestore', 'tasks'];
const readyTimeoutMs = 180_000;

/**
 * The running emulator suite. `functions` are those it loaded, by name; `hosts` are `address:port` by emulator; `env`
 * is what Admin and client SDKs need to talk to it; `ended` resolves when it has ended, asked to or not.
 *
 * @typedef {{ projectId: string, hosts: { auth: string, functions: string, firestore: string, tasks: string },
 *   functions: Record<string, import('./suite-log.mjs').SuiteFunction>, env: Record<string, string>, logFile: string,
 *   ended: Promise<void>, stop: () => Promise<void> }} RunningSuite
 */

/**
 * Starts the emulators of Auth, Functions, Firestore and Tasks with our rules and the built functions (about 15 s, of
 * which 10 are the Auth emulator's). The functions must have been built.
 *
 * A FIRESTORE_EMULATOR_HOST of the surroundings is left aside: triggers need an emulator that knows this suite.
 *
 * @param {{ signal?: AbortSignal, allowedHosts?: readonly string[] }} [options] `signal` ends a start that is still going on;
 *   `allowedHosts` may get notifications beside those of NOTIFICATION_ALLOWED_HOSTS
 * @returns {Promise<RunningSuite>}
 * @throws {import('./emulator-unavailable-error.mjs').EmulatorUnavailableError} without Java or without an emulator
 * @throws {Error} when a function cannot be loaded or the rules do not compile
 */
export async function startSuite({ signal, allowedHosts = [] } = {}) {
  const java = requireJava();
  await endLeftovers();
  const folder = createRunFolder('suite');
  const jar = await ensureFirestoreEmulator(folder);
  // Imported here, since it is built by now.
  const { region } = await import('../../functions/lib/config/deployment.js');
  const { ports, release } = await choosePorts();
  const config = writeRunConfig(withPorts(readFirebaseConfig(), ports), path.basename(folder));
  const env = {
    ...emulatorEnvironment(java),
    FIRESTORE_EMULATOR_BINARY_PATH: jar,
    // Discovery through a file; through a port it waits four seconds for a connection to time out.
    FIREBASE_FUNCTIONS_DISCOVERY_OUTPUT_PATH: folder,
    // Signs links to charts, which lead to this suite: through a tunnel where somebody outside is to load them.
    CHART_LINK_KEY: randomBytes(32).toString('hex'),
    PUBLIC_API_URL:
      process.env.PUBLIC_API_URL ?? `http://${loopback}:${ports.functions}/${projectId}/${region}/api`,
    // Goes with the emulated documents that refer to it.
    CHANNEL_SECRETS_FOLDER: process.env.CHANNEL_SECRETS_FOLDER ?? path.join(folder, 'channel-secrets'),
    NOTIFICATION_ALLOWED_HOSTS: allowingHosts(allowedHosts),
    // Also how long a worker may take to start, 30 s by default. One that takes longer leaves its caller without an
    // answer, a task until its deadline; a small machine that starts several at once needs more.
    FUNCTIONS_DISCOVERY_TIMEOUT: '120',
  };
  const args = [
    firebaseCli,
    'emulators:start',
    '--config',
    config,
    '--project',
    projectId,
    '--only',
    emulators.join(),
  ];
  const running = supervise(
    { name: 'The emulator suite', command: findNode24(), args, folder, ports, temporaryFiles: [config] },
    env,
  );
  try {
    const log = await running.waitFor(isSuiteReady, readyTimeoutMs, signal);
    const suite = describe(ports, log, running);
    await loadRules(suite.hosts.firestore);
    return suite;
  } catch (error) {
    await running.stop();
    throw error;
  } finally {
    release();
  }
}

/** Free ports for all emulators, saying which are not those of firebase.json. */
async function choosePorts() {
  const wanted = wantedPorts(readFirebaseConfig());
  const chosen = await reservePorts(wanted);
  for (const [name, port] of Object.entries(chosen.ports)) {
    if (port !== wanted[name]) say(`Port ${wanted[name]} is taken by another program; ${name} uses ${port}.`);
  }
  return chosen;
}

/**
 * @param {Record<string, number>} ports
 * @param {string} log
 * @param {import('./supervise.mjs').Supervised} running
 * @returns {RunningSuite}
 */
function describe(ports, log, { logFile, ended, stop }) {
  const host = (/** @type {string} */ name) => `${loopback}:${ports[name]}`;
  const hosts = {
    auth: host('auth'),
    functions: host('functions'),
    firestore: host('firestore'),
    tasks: host('tasks'),
  };
  const env = {
    GCLOUD_PROJECT: projectId,
    FIRESTORE_EMULATOR_HOST: hosts.firestore,
    METADATA_SERVER_DETECTION: 'none',
    FIREBASE_AUTH_EMULATOR_HOST: hosts.auth,
    CLOUD_TASKS_EMULATOR_HOST: hosts.tasks,
  };
  return { projectId, hosts, functions: loadedFunctions(log), env, logFile, ended, stop };
}
