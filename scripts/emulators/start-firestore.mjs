import { emulatorEnvironment } from './emulator-environment.mjs';
import { ensureFirestoreEmulator } from './ensure-firestore-emulator.mjs';
import { loopback, reservePorts } from './free-ports.mjs';
import { endLeftovers } from './leftovers.mjs';
import { loadRules } from './load-rules.mjs';
import { projectId } from './project-id.mjs';
import { requireJava } from './require-java.mjs';
import { createRunFolder } from './run-folder.mjs';
import { supervise } from './supervise.mjs';

const readyTimeoutMs = 60_000;
/** Away from the suite's 8080, which somebody may have in use. */
const firstPort = 8180;

/**
 * A running Firestore emulator, with our rules in force.
 *
 * @typedef {{ host: string, projectId: string, env: Record<string, string>, stop: () => Promise<void> }} RunningFirestore
 * `host` with its port, `env` what clients need
 */

/**
 * Starts a Firestore emulator by itself (about two seconds), or takes the one that FIRESTORE_EMULATOR_HOST names.
 *
 * @returns {Promise<RunningFirestore>}
 * @throws {import('./emulator-unavailable-error.mjs').EmulatorUnavailableError} without Java or without an emulator
 */
export async function startFirestore() {
  const present = process.env.FIRESTORE_EMULATOR_HOST;
  if (present) return useRunning(present);
  const java = requireJava();
  await endLeftovers();
  const folder = createRunFolder('firestore');
  const jar = await ensureFirestoreEmulator(folder);
  const { ports, release } = await reservePorts({ firestore: firstPort });
  const host = `${loopback}:${ports.firestore}`;
  const where = ['--host', loopback, '--port', String(ports.firestore), '--project_id', projectId];
  const args = ['-Duser.language=en', '-jar', jar, ...where];
  const order = {
    name: 'The Firestore emulator',
    command: java.executable,
    args,
    folder,
    ports,
    temporaryFiles: [],
  };
  const running = supervise(order, emulatorEnvironment(java));
  try {
    await running.waitFor(() => answers(host), readyTimeoutMs);
    await loadRules(host);
  } catch (error) {
    await running.stop();
    throw error;
  } finally {
    release();
  }
  return describe(host, running.stop);
}

/** @param {string} hostAndPort */
async function useRunning(hostAndPort) {
  if (!(await answers(hostAndPort))) {
    throw new Error(
      `FIRESTORE_EMULATOR_HOST is ${hostAndPort}, but no emulator answers there. Unset it, or start one.`,
    );
  }
  await loadRules(hostAndPort);
  return describe(hostAndPort, () => Promise.resolve());
}

/**
 * @param {string} host
 * @param {() => Promise<void>} stop
 * @returns {RunningFirestore}
 */
function describe(host, stop) {
  const env = {
    GCLOUD_PROJECT: projectId,
    FIRESTORE_EMULATOR_HOST: host,
    METADATA_SERVER_DETECTION: 'none',
  };
  return { host, projectId, env, stop };
}

/** @param {string} hostAndPort */
async function answers(hostAndPort) {
  try {
    return (await fetch(`http://${hostAndPort}/`)).ok;
  } catch (error) {
    // Nobody listens there yet; fetch says it with a TypeError whose cause is the refused connection.
    if (error instanceof TypeError) return false;
    throw error;
  }
}
