import type { Context } from 'hono';
import { DomainError } from '../contracts/errors.ts';
import type { Ctx } from '../firestore/context.ts';
import {
  type Admission,
  admitPerson,
  admitRequest,
  type LimitedParty,
} from '../operator/limits/admit-request.ts';
import { CallUsage } from '../operator/limits/usage-account.ts';
import { callersOf } from '../operator/limits/usage-of.ts';
import type { ApiEnv } from './environment.ts';

/**
 * Holds the request of a member or key against the limits of caller and organization, and opens its account.
 *
 * @throws {DomainError} `resource-exhausted` (RATE_LIMITED), which names the limit.
 */
export async function limitMember(c: Context<ApiEnv>, caller: Ctx): Promise<CallUsage> {
  const { firestore, now: clock, deferred } = c.get('services');
  const { orgId, actor, db, now } = caller;
  const account = new CallUsage({ orgId, db, now, clock, deferred });
  const usage = await account.known();
  c.set('usage', account);
  proceed(c, admitRequest({ orgId, actor, cost: costOf(c), now }, usage, callersOf(firestore)));
  return account;
}

/** The same for a person who acts for no organization yet. */
export function limitPerson(
  c: Context<ApiEnv>,
  { uid, now }: { readonly uid: string; readonly now: Date },
): void {
  proceed(c, admitPerson({ uid, cost: costOf(c), now }, callersOf(c.get('services').firestore)));
}

const costOf = (c: Context<ApiEnv>): number => c.get('requestCost') ?? 1;

function proceed(c: Context<ApiEnv>, { limits, refusedBy }: Admission): void {
  c.set('rateLimits', limits);
  if (refusedBy === undefined) return;
  const { name, limit, verdict } = refusedBy;
  throw new DomainError(
    'resource-exhausted',
    'RATE_LIMITED',
    `too many requests: ${words[name]} has ${limit} a minute, each by its cost; this one costs ${costOf(c)}`,
    {
      extensions: { limit: name, requestsPerMinute: limit, cost: costOf(c) },
      retryAfterSeconds: verdict.retryAfterMs / 1_000,
    },
  );
}

const words: Readonly<Record<LimitedParty, string>> = {
  key: 'the API key',
  person: 'the signed-in person',
  organization: 'the organization',
};
