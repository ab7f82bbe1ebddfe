import { onRequest } from 'firebase-functions/v2/https';
import { apiConcurrency, version } from '../config/deployment.ts';
import { createApp } from '../http/app.ts';
import { nodeHandler } from '../http/node-handler.ts';
import { runtime } from './runtime.ts';

let handler: ReturnType<typeof nodeHandler> | undefined;

/** The HTTP API. Public at the network level: every route but health and documentation authenticates. */
export const api = onRequest(
  { invoker: 'public', memory: '512MiB', concurrency: apiConcurrency, timeoutSeconds: 120 },
  (request, response) => {
    handler ??= nodeHandler(createApp({ ...runtime(), version }));
    return handler(request, response);
  },
);
