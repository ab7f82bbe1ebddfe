import type { Context } from 'hono';
import type { ApiEnv } from '../environment.ts';
import type { MediaSuccess } from './route-spec.ts';

/** Headers by which answers to different callers are told apart, for caches of their own. */
const vary = 'Authorization, X-Api-Key, X-Organization-Id';

/** An answer that is no JSON document; 304 and no body where the caller has it. */
export async function mediaAnswer<R>(
  c: Context<ApiEnv>,
  answer: R,
  success: MediaSuccess<R>,
  isKnown: boolean,
): Promise<Response> {
  const { mediaType, cacheControl, contentSecurityPolicy, embeddable } = success;
  if (cacheControl !== undefined) c.header('Cache-Control', cacheControl);
  if (cacheControl?.startsWith('private')) c.header('Vary', vary);
  if (embeddable === true) c.header('Cross-Origin-Resource-Policy', 'cross-origin');
  if (isKnown) return c.body(null, 304);
  if (contentSecurityPolicy !== undefined) c.header('Content-Security-Policy', contentSecurityPolicy);
  const headers = { ...success.headers?.(answer), 'Content-Type': mediaType };
  return c.body(await success.encode(answer), success.status, headers);
}
