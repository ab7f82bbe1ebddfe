import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

const untouched = new WeakSet<IncomingMessage>();

/** Whether the host was kept from parsing and decompressing the body of this request. */
export const isBodyUntouched = (request: IncomingMessage): boolean => untouched.has(request);

/**
 * Keeps the host from looking into the bodies of requests below `prefix`.
 *
 * Cloud Functions parses JSON before any function is called: what is malformed is answered with a page of HTML that
 * no function can influence, what is well formed is parsed twice, and what is compressed is unfolded without a bound
 * of ours. Node announces each request on a diagnostics channel before the server's listeners get it; here its parsed
 * headers come to say that the body is opaque, so that the host passes on its bytes as `rawBody`. The raw headers,
 * which the app reads, keep what the client sent. Where the channel should ever fall silent, only the three effects
 * above come back.
 */
export function leaveBodiesUntouched(prefix: string): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    if (!request.url?.startsWith(prefix)) return;
    if (request.headers['content-type'] === undefined) return;
    request.headers['content-type'] = 'application/octet-stream';
    delete request.headers['content-encoding'];
    untouched.add(request);
  });
}
