import type { Context } from 'hono';
import { DomainError } from '../contracts/errors.ts';
import type { ApiEnv } from './environment.ts';

const headerName = 'X-Firebase-AppCheck';

/**
 * Where the deployment requires App Check: an app that Firebase attests must be calling. For people who are signed in; a
 * program that has an API key is no app.
 *
 * @throws {DomainError} `unauthenticated` (APP_CHECK_FAILED)
 */
export async function requireAppCheck(c: Context<ApiEnv>): Promise<void> {
  const { verifyAppCheck } = c.get('services');
  if (verifyAppCheck === undefined) return;
  const token = c.req.header(headerName);
  if (token === undefined || token === '') throw notAttested(`send an App Check token in ${headerName}`);
  try {
    await verifyAppCheck(token);
  } catch (cause) {
    throw notAttested('the App Check token is not valid or has expired: get a fresh one', cause);
  }
}

const notAttested = (message: string, cause?: unknown): DomainError =>
  new DomainError('unauthenticated', 'APP_CHECK_FAILED', message, cause === undefined ? {} : { cause });
