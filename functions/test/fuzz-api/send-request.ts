import { Buffer } from 'node:buffer';
import { once } from 'node:events';
import http from 'node:http';
import type { FuzzRequest } from './fuzz-requests.ts';

/** What came back. */
export interface FuzzAnswer {
  readonly status: number;
  readonly headers: Readonly<http.IncomingHttpHeaders>;
  readonly bytes: Buffer;
  readonly elapsedMs: number;
}

/** Longer than any request may take; one that takes longer is a fault. */
const timeoutMs = 60_000;

/**
 * Sends a request as it stands: `fetch` would tidy up its path and forbid some of its headers.
 *
 * @throws {Error} where the server closes the connection or does not answer within a minute
 */
export async function sendRequest(origin: URL, request: FuzzRequest, agent: http.Agent): Promise<FuzzAnswer> {
  const startedAt = performance.now();
  const { method, target, headers, body } = request;
  const outgoing = http.request({
    host: origin.hostname,
    port: origin.port,
    agent,
    method,
    path: target,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-length': String(body.byteLength) }) },
    timeout: timeoutMs,
  });
  outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)));
  const answered = once(outgoing, 'response') as Promise<[http.IncomingMessage]>;
  outgoing.end(body);
  const [response] = await answered;
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    bytes: Buffer.concat(chunks),
    elapsedMs: performance.now() - startedAt,
  };
}
