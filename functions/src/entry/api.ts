import { onRequest } from 'firebase-functions/v2/https';
import { chartLinkSecrets } from '../config/charts.ts';
import { corsOrigins } from '../config/cors-origins.ts';
import { apiConcurrency, version } from '../config/deployment.ts';
import { emulatedUrl } from '../config/emulated-url.ts';
import { keyEnvironment } from '../config/key-environment.ts';
import { proxiesInFront } from '../config/proxies.ts';
import { runsAs } from '../config/service-accounts.ts';
import { smtpSecrets } from '../config/smtp.ts';
import { timeGptSecrets } from '../config/timegpt.ts';
import { createApp } from '../http/app.ts';
import { nodeHandler } from '../http/node-handler.ts';
import { leaveBodiesUntouched } from '../http/untouched-bodies.ts';
import { appCheckOfDeployment } from './app-check.ts';
import { deferredOfInstance } from './deferred-of-instance.ts';
import { runtime } from './runtime.ts';

// The host would answer malformed JSON itself, and inflate without a bound of ours.
for (const prefix of ['/v1/', '/v2/']) leaveBodiesUntouched(prefix);

let handler: ReturnType<typeof nodeHandler> | undefined;

/** The HTTP API. Public at the network level: every route but health and documentation authenticates. */
export const api = onRequest(
  {
    ...runsAs('api'),
    invoker: 'public',
    // A hierarchy of 200 series takes 310 MB, and requests share an instance.
    memory: '1GiB',
    concurrency: apiConcurrency,
    timeoutSeconds: 120,
    secrets: [...timeGptSecrets, ...smtpSecrets, ...chartLinkSecrets],
  },
  (request, response) => {
    handler ??= nodeHandler(
      createApp({
        ...runtime(),
        timegpt: runtime().timegpt?.request,
        version,
        verifyAppCheck: appCheckOfDeployment(),
        corsOrigins: corsOrigins(),
        deferred: deferredOfInstance(),
        keyEnvironment: keyEnvironment(),
        proxies: proxiesInFront(),
        ...publicUrl(request.headers.host),
      }),
    );
    return handler(request, response);
  },
);

function publicUrl(host: string | undefined): { publicUrl?: string } {
  const url = emulatedUrl('api', host);
  return url === undefined ? {} : { publicUrl: url };
}
