import { DomainError } from '../../contracts/errors.ts';

export interface Exceeded {
  readonly limit: number;
  readonly used: number;
  readonly asked: number;
  readonly now: Date;
}

const dayMs = 86_400_000;

/** When the quotas of a day start anew: at midnight UTC. */
export const startsAnewAt = (now: Date): Date => new Date((Math.floor(now.getTime() / dayMs) + 1) * dayMs);

const things = { pointsPerDay: 'points', forecastsPerDay: 'forecasts' } as const;

/** Nothing is left of a quota of the day. */
export function quotaExceeded(
  quota: keyof typeof things,
  { limit, used, asked, now }: Exceeded,
): DomainError {
  const startsAnew = startsAnewAt(now);
  const what = things[quota];
  return new DomainError(
    'resource-exhausted',
    'QUOTA_EXCEEDED',
    `the plan has ${limit} ${what} a day, ${Math.max(0, limit - used)} are left and ${asked} were asked for: it starts anew at ${startsAnew.toISOString()}`,
    {
      extensions: {
        quota,
        limit,
        used,
        left: Math.max(0, limit - used),
        startsAnewAt: startsAnew.toISOString(),
      },
      retryAfterSeconds: (startsAnew.getTime() - now.getTime()) / 1_000,
    },
  );
}
