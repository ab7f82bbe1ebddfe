import type { Ctx } from '../../firestore/context.ts';
import type { SeriesBatch } from '../normalise/batch.ts';
import type { Refusal } from './refusal.ts';

const dayMs = 86_400_000;

/** The points of a batch for which the day has room, taken from what is left of it, and those that are refused. */
export async function withinQuota(
  { usage, now }: Ctx,
  series: readonly SeriesBatch[],
): Promise<{ readonly series: readonly SeriesBatch[]; readonly refused: readonly Refusal[] }> {
  const asked = series.reduce((sum, { points }) => sum + points.size, 0);
  if (usage === undefined || asked === 0) return { series, refused: [] };
  let left = await usage.takePoints(asked);
  if (left === asked) return { series, refused: [] };
  const { limits } = await usage.limits();
  const startsAnewAt = new Date((Math.floor(now.getTime() / dayMs) + 1) * dayMs);
  const refusal = {
    reason: 'QUOTA_EXCEEDED',
    detail: `the plan has ${limits.pointsPerDay} points a day, and they are used: there are more from ${startsAnewAt.toISOString()} on`,
    extensions: {
      quota: 'pointsPerDay',
      limit: limits.pointsPerDay,
      startsAnewAt: startsAnewAt.toISOString(),
    },
    retryAfterSeconds: (startsAnewAt.getTime() - now.getTime()) / 1_000,
  } as const;
  const stored: SeriesBatch[] = [];
  const refused: Refusal[] = [];
  for (const one of series) {
    const [first, rest] = splitSeries(one, left);
    left -= first.points.size;
    if (first.points.size > 0) stored.push(first);
    if (rest.points.size > 0) refused.push({ ...refusal, series: rest });
  }
  return { series: stored, refused };
}

/** The first so many points of a series, and the others. */
function splitSeries(series: SeriesBatch, count: number): [SeriesBatch, SeriesBatch] {
  if (count >= series.points.size) return [series, { ...series, points: new Map(), origins: [] }];
  const points = [...series.points];
  return [
    { ...series, points: new Map(points.slice(0, count)), origins: series.origins.slice(0, count) },
    { ...series, points: new Map(points.slice(count)), origins: series.origins.slice(count) },
  ];
}
