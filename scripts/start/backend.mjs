import { loopback } from '../emulators/free-ports.mjs';
import { tickOnce } from '../ticker/tick-once.mjs';

/**
 * What the main job talks to, whatever runs behind it. `firestoreHost` is undefined where no Firestore can be reached
 * from outside; `tick` does what Cloud Scheduler does each minute. A clock that can be advanced spares the wait for an
 * instant to come.
 *
 * @typedef {{ now: () => Date, advanceTo?: (instant: Date) => void }} Clock
 * @typedef {{ apiUrl: string, projectId: string, firestoreHost: string | undefined, logFile: string, clock: Clock,
 *   signUp: (email: string, password: string, signal: AbortSignal) => Promise<string>,
 *   tick: () => Promise<void> }} Backend
 * `signUp` makes a user and answers an ID token
 *
 * @typedef {Backend & { ended: Promise<void>, stop: () => Promise<void> }} RunningBackend
 * `ended` resolves when it has ended, asked to or not
 */

/** The Auth emulator takes any key; a real project has one of its own. */
const anyWebApiKey = 'demo-key';

/**
 * The running emulator suite as a backend.
 *
 * @param {Omit<import('../emulators/start-suite.mjs').RunningSuite, 'ended' | 'stop'>} suite
 * @returns {Backend}
 * @throws {Error} when the suite loaded no `api`, or one of the scheduled functions not
 */
export function suiteBackend({ projectId, hosts, functions, logFile }) {
  const { api, dispatchDueJobs, tickNotifications, rollUpUsage } = functions;
  if (api?.url === undefined || !dispatchDueJobs || !tickNotifications || !rollUpUsage) {
    const found = Object.keys(functions).join(', ') || 'none';
    const wanted = 'api, dispatchDueJobs, tickNotifications and rollUpUsage';
    throw new Error(`The suite did not load the functions ${wanted}; it loaded: ${found}.`);
  }
  const ticked = [dispatchDueJobs, tickNotifications, rollUpUsage];
  const suite = { functionsHost: hosts.functions, projectId };
  return {
    apiUrl: api.url.replace('//localhost', `//${loopback}`),
    projectId,
    firestoreHost: hosts.firestore,
    logFile,
    clock: { now: () => new Date() },
    signUp: (email, password, signal) => signUp(hosts.auth, { email, password }, signal),
    async tick() {
      await Promise.all(ticked.map((one) => tickOnce({ ...suite, ...one })));
    },
  };
}

/**
 * @param {string} authHost
 * @param {{ email: string, password: string }} person
 * @param {AbortSignal} signal
 * @returns {Promise<string>}
 */
async function signUp(authHost, person, signal) {
  const url = `http://${authHost}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=${anyWebApiKey}`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...person, returnSecureToken: true }),
    signal,
  });
  if (!response.ok) throw new Error(`Signing up answered ${response.status}: ${await response.text()}`);
  const { idToken } = /** @type {{ idToken: string }} */ (await response.json());
  return idToken;
}
