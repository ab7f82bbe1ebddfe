import type { Context } from 'hono';
import type { CallOrigin } from '../contracts/context.ts';
import type { Ctx } from '../firestore/context.ts';
import { authenticate } from '../operator/auth/authenticate.ts';
import { authenticateUser, type UserCtx } from '../operator/auth/authenticate-user.ts';
import type { CredentialHeaders } from '../operator/auth/credentials.ts';
import { clientAddress } from './client-address.ts';
import type { ApiEnv } from './environment.ts';
import { userAgentLengthMax } from './limits.ts';
import { limitMember, limitPerson } from './rate-limit.ts';
import { requireAppCheck } from './require-app-check.ts';

/**
 * Who calls and for which organization: an API key, or a signed-in member with `X-Organization-Id`; a member of a disabled one
 * only where the route allows for that.
 */
export async function identifyMember(c: Context<ApiEnv>, whileDisabled = false): Promise<Ctx> {
  const { tasks, timegpt, notifier, mailer, logger, deferred, keyEnvironment, now, verifyIdToken } =
    c.get('services');
  const warn = (message: string, error: unknown) => logger.write({ severity: 'WARNING', message, error });
  const caller = await authenticate({
    headers: credentialHeaders(c),
    db: c.get('db'),
    tasks,
    now: now(),
    verifyIdToken,
    memory: c.get('authMemory'),
    deferred,
    keyEnvironment,
    requestId: c.get('requestId'),
    origin: originOf(c),
    whileDisabled,
    warn,
  });
  if (caller.actor.type === 'user') await requireAppCheck(c);
  c.set('identity', caller);
  const usage = await limitMember(c, caller);
  return { ...caller, timegpt, notifier, mailer, usage, warn };
}

/** The signed-in person who calls, whatever organizations they belong to. */
export async function identifyPerson(c: Context<ApiEnv>): Promise<UserCtx> {
  const { now, verifyIdToken } = c.get('services');
  const caller = await authenticateUser({
    headers: credentialHeaders(c),
    db: c.get('db'),
    now: now(),
    verifyIdToken,
    memory: c.get('authMemory'),
    requestId: c.get('requestId'),
    origin: originOf(c),
  });
  await requireAppCheck(c);
  limitPerson(c, { uid: caller.user.uid, now: caller.now });
  return caller;
}

function originOf(c: Context<ApiEnv>): CallOrigin {
  const { proxies = 0 } = c.get('services');
  const address = clientAddress(c.req.header('x-forwarded-for'), c.env?.remoteAddress, proxies);
  return { address, userAgent: c.req.header('user-agent')?.slice(0, userAgentLengthMax) ?? null };
}

const credentialHeaders = (c: Context<ApiEnv>): CredentialHeaders => ({
  authorization: c.req.header('authorization'),
  'x-api-key': c.req.header('x-api-key'),
  organization: c.req.header('x-organization-id'),
});
