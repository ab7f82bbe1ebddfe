import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import {
  type ClientRequest,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { OutboundPolicy } from './outbound-policy.ts';
import { requireAllowedUrl } from './require-allowed-url.ts';
import { type Resolve, resolveTarget, systemResolve } from './resolve-target.ts';

/** Standard Webhooks asks for 15 to 30 seconds. */
export const timeoutMs = 20_000;

/** As much of an answer as is read; what follows is cut off. */
const answerBytesMax = 16_384;

export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** What the other side said. `text` is cut where it is long or where the connection ended. */
export interface PostAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/**
 * Posts to an address that a tenant named.
 *
 * @throws {TargetRefused} when it is not one to send to; whatever Node throws when no answer begins.
 */
export type Post = (request: PostRequest) => Promise<PostAnswer>;

export interface GuardedPostOptions {
  readonly policy: OutboundPolicy;
  readonly resolve?: Resolve;
  readonly timeoutMs?: number;
}

/**
 * HTTP for addresses that tenants name (server-side request forgery): the name is resolved here, its addresses are judged,
 * and the connection is made to those that were judged, one for each request. Redirects are answers, never followed.
 */
export function guardedPost(options: GuardedPostOptions): Post {
  const { policy, resolve = systemResolve, timeoutMs: limitMs = timeoutMs } = options;
  return async ({ url: text, headers, body, signal: outer }) => {
    const url = requireAllowedUrl(text, policy);
    const signal = AbortSignal.any([outer, AbortSignal.timeout(limitMs)]);
    const addresses = await Promise.race([resolveTarget(url, policy, resolve), aborted(signal)]);
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      agent: false,
      lookup: pinned(addresses),
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body), 'User-Agent': 'IntentVision' },
      signal,
    });
    request.end(body);
    try {
      return await answerOf(await responseOf(request));
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      request.destroy();
    }
  };
}

/** Node's own lookup, answered with what was judged. */
function pinned(addresses: readonly LookupAddress[]): LookupFunction {
  return (_hostname, { all }, callback) => {
    if (all === true) callback(null, [...addresses]);
    else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
  };
}

async function aborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason;
}

async function responseOf(request: ClientRequest): Promise<IncomingMessage> {
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  // What becomes of the connection once the answer is here no longer matters.
  request.on('error', () => undefined);
  return response;
}

async function answerOf(response: IncomingMessage): Promise<PostAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= answerBytesMax) break;
    }
  } catch {
    // With the status the other side has decided; a body that ends early, or never, takes nothing back.
  }
  const text = Buffer.concat(chunks).subarray(0, answerBytesMax).toString('utf8');
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}
