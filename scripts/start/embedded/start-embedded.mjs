import fs from 'node:fs';
import path from 'node:path';
import { FirestoreMock } from '@firebase-bridge/firestore-admin';
import { allowingHosts } from '../../emulators/allowing-hosts.mjs';
import { reservePorts } from '../../emulators/free-ports.mjs';
import { projectId } from '../../emulators/project-id.mjs';
import { createRunFolder } from '../../emulators/run-folder.mjs';
import { say } from '../../setup/say.mjs';
import { bindFunctions } from './bind-functions.mjs';
import { issueIdToken, verifyIdToken } from './id-tokens.mjs';
import { movableClock } from './movable-clock.mjs';
import { serveApi } from './serve-api.mjs';
import { taskQueue } from './task-queue.mjs';

/** The port that the functions emulator would have. */
const firstPort = 5001;

/**
 * Runs the exported functions in this process over a Firestore in memory: HTTP, task queues, the trigger on forecast jobs
 * and the schedule, each bound to the same function that would be deployed. The functions must have been built.
 *
 * What is missing: security rules, a Firestore that others can reach, the trigger on labels that others set there, and
 * anything kept when the process ends.
 *
 * @param {{ allowedHosts?: readonly string[] }} [options] hosts that notifications may go to, too
 * @returns {Promise<import('../backend.mjs').RunningBackend>}
 */
export async function startEmbedded({ allowedHosts = [] } = {}) {
  process.env.NOTIFICATION_ALLOWED_HOSTS = allowingHosts(allowedHosts);
  // firebase-functions asks for a project when it is loaded.
  process.env.GCLOUD_PROJECT ??= projectId;
  // As under the emulators: nothing stands in front of the API, and its keys are good for nothing else.
  process.env.PROXIES_IN_FRONT ??= '0';
  process.env.KEY_ENVIRONMENT ??= 'test';
  const logFile = path.join(createRunFolder('embedded'), 'output.log');
  const log = fs.createWriteStream(logFile);
  // One after the other: a package that is imported here and required there cannot be both while it is being loaded.
  const functions = await import('../../../functions/lib/index.js');
  const { runtime, useRuntime } = await import('../../../functions/lib/entry/runtime.js');
  const { notifierOfDeployment } = await import('../../../functions/lib/entry/notifier.js');
  const { memorySecrets } = await import('../../../functions/lib/notifications/secrets/memory-secrets.js');
  const { jsonLogger } = await import('../../../functions/lib/http/json-logger.js');
  const database = new FirestoreMock().createDatabase(projectId);
  const clock = movableClock();
  const tasks = taskQueue({ report: say });
  const { analysis, run, batch, backfill, exporting, jobWritten, flush, delivery, tick } =
    bindFunctions(functions);
  useRuntime({
    firestore: database.firestore({ ignoreUndefinedProperties: true }),
    tasks: {
      enqueueAnalysis: async (task) => tasks.enqueue(analysis, task),
      enqueueRun: async (task) => tasks.enqueue(run, task),
      enqueueBatch: async (task) => tasks.enqueue(batch, task),
      enqueueBackfill: async (task) => tasks.enqueue(backfill, task),
      enqueueExport: async (task) => tasks.enqueue(exporting, task),
      enqueueFlush: async (task) => tasks.enqueue(flush, task),
      enqueueDelivery: async (task) => tasks.enqueue(delivery, task),
    },
    notifier: notifierOfDeployment(runtime, memorySecrets()),
    logger: jsonLogger((line) => log.write(`${line}\n`)),
    verifyIdToken: async (token) => verifyIdToken(token, clock.now().getTime()),
    now: clock.now,
  });
  const removeTrigger = database.database.registerTrigger({
    route: 'organizations/{orgId}/forecast_jobs/{jobId}',
    callback: ({ params }) => tasks.enqueue(jobWritten, { ...params }),
  });
  const { ports, release } = await reservePorts({ api: firstPort });
  const server = await serveApi(functions.api, ports.api, say).finally(release);
  return {
    apiUrl: server.url,
    projectId,
    firestoreHost: undefined,
    logFile,
    clock,
    signUp: async (email) => issueIdToken(email, clock.now().getTime()),
    tick,
    ended: new Promise(() => undefined),
    async stop() {
      removeTrigger();
      await server.stop();
      await tasks.stop();
      database.delete();
      log.end();
    },
  };
}
