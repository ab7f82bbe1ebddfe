import type { Actor } from '../../contracts/context.ts';
import { actorName } from '../../contracts/context.ts';
import { ask, type Rate, type Verdict } from './gcra.ts';
import type { OrganizationUsage } from './organization-usage.ts';
import type { RecentBuckets } from './recent-buckets.ts';

/** Of whom a limit is. */
export type LimitedParty = 'key' | 'person' | 'organization';

/** One limit as a request found it. */
export interface RateLimit {
  readonly name: LimitedParty;
  /** What the plan says. */
  readonly limit: number;
  /** What holds here: of a limit that instances share, this one's part. */
  readonly rate: Rate;
  readonly verdict: Verdict;
}

/** Whether a request goes on, and how all limits stand that it was held against. */
export interface Admission {
  readonly limits: readonly RateLimit[];
  /** The limit that refuses it; of several, the one that does for longest. */
  readonly refusedBy: RateLimit | undefined;
}

const windowMs = 60_000;

/** Requests a minute, each by its cost, of a person who acts for no organization yet. */
const personRequestsPerMinute = 3_000;

export interface MemberRequest {
  readonly orgId: string;
  readonly actor: Actor;
  readonly cost: number;
  readonly now: Date;
}

/**
 * Holds a request against the limits of its caller and of the organization. It takes from both or from neither: what one
 * refuses does not use up the other.
 */
export function admitRequest(
  { orgId, actor, cost, now }: MemberRequest,
  usage: OrganizationUsage,
  callers: RecentBuckets,
): Admission {
  const { requestsPerMinute, requestsPerMinutePerCaller } = usage.limits.limits;
  const caller = `${orgId} ${actorName(actor)}`;
  const own = ofCaller(callers, caller, requestsPerMinutePerCaller, { cost, now });
  const shared = usage.askRequest(cost, now);
  const limits: readonly RateLimit[] = [
    { name: actor.type === 'user' ? 'person' : 'key', ...own },
    { name: 'organization', limit: requestsPerMinute, ...shared },
  ];
  const refusedBy = longest(limits);
  if (refusedBy !== undefined) return { limits: limits.map((limit) => untaken(limit, now)), refusedBy };
  callers.set(caller, own.verdict.fullAt);
  usage.requestAdmitted(shared.verdict.fullAt);
  return { limits, refusedBy };
}

/** The same for a person who acts for no organization yet. */
export function admitPerson(
  { uid, cost, now }: { readonly uid: string; readonly cost: number; readonly now: Date },
  callers: RecentBuckets,
): Admission {
  const caller = `user:${uid}`;
  const own = ofCaller(callers, caller, personRequestsPerMinute, { cost, now });
  const limits: readonly RateLimit[] = [{ name: 'person', ...own }];
  callers.set(caller, own.verdict.fullAt);
  return { limits, refusedBy: longest(limits) };
}

/** A limit that would have admitted what another one refused: it stands as before. */
function untaken(limit: RateLimit, now: Date): RateLimit {
  const { verdict } = limit;
  if (!verdict.admitted) return limit;
  return { ...limit, verdict: ask(verdict.fullBefore, limit.rate, 0, now.getTime()) };
}

function ofCaller(
  callers: RecentBuckets,
  caller: string,
  limit: number,
  { cost, now }: { readonly cost: number; readonly now: Date },
) {
  const rate = { limit, windowMs };
  return { limit, rate, verdict: ask(callers.get(caller), rate, cost, now.getTime()) };
}

function longest(limits: readonly RateLimit[]): RateLimit | undefined {
  return limits
    .filter(({ verdict }) => !verdict.admitted)
    .sort((a, b) => b.verdict.retryAfterMs - a.verdict.retryAfterMs)[0];
}
