import { calendarSeasonLengths, inferResolution, type Resolution } from '../../forecasting/index.ts';
import type { ObservedPoint } from '../observed-history.ts';

/** When forecasts are to be made in a rehearsal. */
export interface OriginPlan {
  readonly from: Date;
  readonly to: Date;
  /** How far a forecast must reach from its origin. */
  readonly withinSeconds: number;
  /** Steps from one forecast to the next; a season of the series where absent. */
  readonly every?: number | undefined;
  /** Shortest season of the series in steps, where it is known. */
  readonly seasonLength?: number | undefined;
}

/** A point at which a forecast is made, and how far. */
export interface ForecastOrigin {
  readonly index: number;
  readonly horizon: number;
}

/** Newest points that tell how far apart points are, as the pipeline has it. */
const resolutionPoints = 500;

/** Steps between forecasts of a series of which the calendar knows no season. */
const everyWithoutSeason = 24;

/** Seasons behind the first forecast. */
const seasonsBefore = 2;

const monthMs = 30.5 * 86_400_000;

/**
 * The points at which forecasts are made: the first of the rehearsal that has two seasons behind it, then each that comes
 * `every` steps or more after the last. The season is the shortest that the calendar suggests (a day of hours, a week of
 * days), or 24 steps. Distances are those of the points before: what is planned up to a point depends on none after it.
 */
export function forecastOrigins(
  points: readonly ObservedPoint[],
  plan: OriginPlan,
): readonly ForecastOrigin[] {
  const origins: ForecastOrigin[] = [];
  let next = plan.from.getTime();
  points.forEach(({ at }, index) => {
    if (at < next || at > plan.to.getTime()) return;
    const recent = points.slice(Math.max(0, index + 1 - resolutionPoints), index + 1);
    const resolution = inferResolution(recent.map((point) => point.at));
    if (resolution === null) return;
    const stepMs = stepOf(resolution);
    const season = plan.seasonLength ?? calendarSeasonLengths(resolution)[0] ?? everyWithoutSeason;
    if (index + 1 < seasonsBefore * season) return;
    origins.push({ index, horizon: Math.max(1, Math.ceil((plan.withinSeconds * 1_000) / stepMs)) });
    // Half a step of room: points do not come to the millisecond.
    next = at + (plan.every ?? season) * stepMs - stepMs / 2;
  });
  return origins;
}

const stepOf = ({ unit, count }: Resolution): number => count * (unit === 'month' ? monthMs : 1);
