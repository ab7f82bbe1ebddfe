import { onRequest } from 'firebase-functions/v2/https';
import { cloudSchedulerConfig, usesCloudScheduler } from '../config/cloud-scheduler.ts';
import { version } from '../config/deployment.ts';
import { runsAs } from '../config/service-accounts.ts';
import { nodeHandler } from '../http/node-handler.ts';
import { createScheduledRunApp } from '../http/scheduled-run/scheduled-run-app.ts';
import { schedulerTokenVerifier } from '../scheduling/cloud-scheduler/scheduler-token.ts';
import { deferredOfInstance } from './deferred-of-instance.ts';
import { runtime } from './runtime.ts';

let handler: ReturnType<typeof nodeHandler> | undefined;

/**
 * Where Cloud Scheduler calls. Not there where the sweep is the trigger. Public at the network level: were the platform to
 * look at the token first, it would pass it on without its signature, and nobody here could tell who calls.
 */
export const runScheduledForecastJob = usesCloudScheduler()
  ? onRequest(
      {
        ...runsAs('runScheduledForecastJob'),
        invoker: 'public',
        memory: '256MiB',
        concurrency: 20,
        timeoutSeconds: 60,
      },
      (request, response) => {
        handler ??= buildHandler();
        return handler(request, response);
      },
    )
  : undefined;

function buildHandler(): ReturnType<typeof nodeHandler> {
  const config = cloudSchedulerConfig();
  if (config === undefined) throw new Error('the sweep is the trigger: Cloud Scheduler calls nobody');
  const { runUrl: audience, serviceAccount } = config;
  const services = {
    ...runtime(),
    timegpt: runtime().timegpt?.request,
    version,
    deferred: deferredOfInstance(),
  };
  const verify = schedulerTokenVerifier({ audience, serviceAccount, now: services.now });
  return nodeHandler(createScheduledRunApp(services, verify));
}
