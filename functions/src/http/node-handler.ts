import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import type { ApiEnv } from './environment.ts';
import { isBodyUntouched } from './untouched-bodies.ts';

/** A request as Cloud Functions hands it over: the body is read already. */
type HostRequest = IncomingMessage & { readonly rawBody?: Buffer };

/**
 * The app as a handler of Node requests, for `onRequest` and for a plain `http.Server`. Where the host has read the
 * body, `rawBody` is what it holds, decompressed unless `leaveBodiesUntouched` kept the host from it.
 */
export function nodeHandler(
  app: Hono<ApiEnv>,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const listener = getRequestListener(
    (request, env) => {
      const { incoming } = env as HttpBindings & { incoming: HostRequest };
      const bodyDecoded = incoming.rawBody !== undefined && !isBodyUntouched(incoming);
      return app.fetch(request, { bodyDecoded, remoteAddress: incoming.socket?.remoteAddress });
    },
    { overrideGlobalObjects: false },
  );
  return async (request, response) => {
    await listener(request, response);
  };
}
