import { z } from 'zod';
import { fieldProblems, jsonPointer } from './validation.ts';

export const planNames = ['free', 'team', 'business'] as const;

export type PlanName = (typeof planNames)[number];

const limit = (description: string) =>
  z.number().int('expected a whole number').min(0, 'expected 0 or more').meta({ description });

/** Everything that a plan bounds. */
export const planLimitsSchema = z
  .strictObject({
    requestsPerMinute: limit('requests of the organization a minute, each by its cost').min(1),
    requestsPerMinutePerCaller: limit('requests of one key or person a minute, each by its cost').min(1),
    pointsPerDay: limit('points stored a day, UTC'),
    forecastsPerDay: limit('forecasts made a day, UTC, also by jobs'),
    series: limit('series'),
    seriesPerMetric: limit('series of one metric key'),
    newSeriesPerHour: limit('series that may be new within an hour'),
    forecastJobs: limit('forecast jobs'),
    channels: limit('notification channels'),
    members: limit('members'),
  })
  .meta({ id: 'PlanLimits' });

export type PlanLimits = z.infer<typeof planLimitsSchema>;

export type LimitName = keyof PlanLimits;

export const plans: Readonly<Record<PlanName, PlanLimits>> = {
  free: {
    requestsPerMinute: 300,
    requestsPerMinutePerCaller: 120,
    pointsPerDay: 200_000,
    forecastsPerDay: 1_000,
    series: 200,
    seriesPerMetric: 100,
    newSeriesPerHour: 100,
    forecastJobs: 5,
    channels: 3,
    members: 5,
  },
  team: {
    requestsPerMinute: 3_000,
    requestsPerMinutePerCaller: 1_000,
    pointsPerDay: 20_000_000,
    forecastsPerDay: 50_000,
    series: 20_000,
    seriesPerMetric: 10_000,
    newSeriesPerHour: 2_000,
    forecastJobs: 200,
    channels: 50,
    members: 50,
  },
  business: {
    requestsPerMinute: 60_000,
    requestsPerMinutePerCaller: 30_000,
    pointsPerDay: 1_000_000_000,
    forecastsPerDay: 5_000_000,
    series: 1_000_000,
    seriesPerMetric: 100_000,
    newSeriesPerHour: 100_000,
    forecastJobs: 10_000,
    channels: 200,
    members: 1_000,
  },
};

/** The plan of an organization whose document names none: those from before there were plans, and those on emulators. */
export const defaultPlan: PlanName = 'business';

/** The limits that hold for an organization, and what is wrong with how they were written. */
export interface EffectiveLimits {
  readonly plan: PlanName;
  readonly limits: PlanLimits;
  readonly problems: readonly { readonly pointer: string; readonly detail: string }[];
}

/**
 * The limits of an organization by its document, where `plan` names a plan and `limits` sets some of its limits otherwise. An
 * operator edits both by hand, so a plan or limit that is wrong counts as absent, and is said.
 */
export function effectiveLimits(document: {
  readonly plan?: unknown;
  readonly limits?: unknown;
}): EffectiveLimits {
  const named = z
    .enum(planNames, `expected one of ${planNames.join(', ')}`)
    .nullish()
    .safeParse(document.plan);
  const plan = (named.success ? named.data : null) ?? defaultPlan;
  const overrides = readOverrides(document.limits ?? {});
  return {
    plan,
    limits: { ...plans[plan], ...overrides.limits },
    problems: [...(named.success ? [] : fieldProblems(named.error, ['plan'])), ...overrides.problems],
  };
}

/** Each limit by itself, so that one that is wrong costs only itself. */
function readOverrides(
  written: unknown,
): Pick<EffectiveLimits, 'problems'> & { limits: Partial<PlanLimits> } {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) {
    return { limits: {}, problems: [{ pointer: '/limits', detail: 'expected a map of limits' }] };
  }
  const limits: Partial<PlanLimits> = {};
  const problems: EffectiveLimits['problems'][number][] = [];
  for (const [name, value] of Object.entries(written)) {
    const schema = Object.hasOwn(planLimitsSchema.shape, name) && planLimitsSchema.shape[name as LimitName];
    if (!schema) {
      problems.push({ pointer: jsonPointer(['limits', name]), detail: 'there is no such limit' });
      continue;
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) limits[name as LimitName] = parsed.data;
    else problems.push(...fieldProblems(parsed.error, ['limits', name]));
  }
  return { limits, problems };
}
