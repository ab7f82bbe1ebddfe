import { FieldPath } from 'firebase-admin/firestore';
import { DomainError } from '../../contracts/errors.ts';
import type { LimitName } from '../../contracts/plans.ts';
import {
  addUsage,
  estimatedCost,
  type UsageCounts,
  type UsageQuery,
  type UsageResponse,
  usageCountsSchema,
  usageDayOf,
  usageDaysMax,
} from '../../contracts/usage.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { startsAnewAt } from './quota-errors.ts';

const dayMs = 86_400_000;
const daysByDefault = 30;

/**
 * What the organization used, day by day, and what is left of its plan. Today is as all instances wrote it down a minute ago or
 * less, and as this one knows it itself; days before are as they were summed up.
 */
export async function getUsage({
  ctx,
  input,
}: {
  readonly ctx: Ctx;
  readonly input: UsageQuery;
}): Promise<UsageResponse> {
  requirePermission(ctx, 'usage:read');
  const { usage, now } = ctx;
  if (usage === undefined) throw new Error('the call has no account');
  const today = await usage.today();
  const effective = await usage.limits();
  const to = input.to ?? usageDayOf(now);
  const from = input.from ?? dayBefore(to, daysByDefault - 1);
  requireFewDays(from, to);
  const days = new Map(await storedDays(ctx, from, to));
  const current = usageDayOf(now);
  if (from <= current && current <= to) days.set(current, today);
  const listed = [...days].sort(([a], [b]) => (a < b ? 1 : -1));
  return {
    ...effective,
    problems: [...effective.problems],
    quotas: quotasOf({ limits: effective.limits, used: await usedOf(ctx, today), now }),
    days: listed.map(([day, counts]) => ({ day, ...priced(counts) })),
    total: priced(addUsage(...days.values())),
  };
}

const priced = (counts: UsageCounts) => ({ ...counts, estimatedCost: estimatedCost(counts) });

const dayBefore = (day: string, days: number): string =>
  usageDayOf(new Date(Date.parse(`${day}T00:00:00Z`) - days * dayMs));

function requireFewDays(from: string, to: string): void {
  if (from <= to && from > dayBefore(to, usageDaysMax)) return;
  const detail = `expected a day that is not after the last one, and at most ${usageDaysMax} days`;
  throw new DomainError('invalid-argument', 'VALIDATION_FAILED', `the query is not valid: /from: ${detail}`, {
    fields: [{ pointer: '/from', detail }],
  });
}

async function storedDays({ db, orgId }: Ctx, from: string, to: string): Promise<[string, UsageCounts][]> {
  const id = FieldPath.documentId();
  const stored = await db.query(
    collection(db.firestore, orgId, 'usage').where(id, '>=', from).where(id, '<=', to),
  );
  return stored.map((day) => [day.id, usageCountsSchema.parse(day.data())]);
}

/** Quotas of things rather than of rates. */
type Quota = Exclude<LimitName, `${string}Per${'Minute' | 'MinutePerCaller' | 'Metric' | 'Hour'}`>;

async function usedOf(ctx: Ctx, today: UsageCounts): Promise<Record<Quota, number>> {
  const { db, orgId } = ctx;
  const count = (name: 'forecast_jobs' | 'notification_channels' | 'user_org_memberships') =>
    db.count(collection(db.firestore, orgId, name));
  const [forecastJobs, channels, members] = await Promise.all([
    count('forecast_jobs'),
    count('notification_channels'),
    count('user_org_memberships'),
  ]);
  const series = (await ctx.usage?.series()) ?? 0;
  return {
    pointsPerDay: today.points,
    forecastsPerDay: today.forecasts,
    series,
    forecastJobs,
    channels,
    members,
  };
}

function quotasOf({
  limits,
  used,
  now,
}: {
  readonly limits: UsageResponse['limits'];
  readonly used: Record<Quota, number>;
  readonly now: Date;
}): UsageResponse['quotas'] {
  return (Object.entries(used) as [Quota, number][]).map(([name, count]) => ({
    name,
    limit: limits[name],
    used: count,
    left: Math.max(0, limits[name] - count),
    startsAnewAt: name.endsWith('PerDay') ? startsAnewAt(now) : null,
  }));
}
