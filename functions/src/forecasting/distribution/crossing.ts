import type { Bounds } from '../forecast-request.ts';
import { quantile } from '../numerics/statistics.ts';
import type { SeriesForecast } from '../series-forecast.ts';
import { attainable } from './apply-bounds.ts';
import { errorPaths } from './error-paths.ts';
import { type Marginals, marginalsOf } from './marginals.ts';
import { normalDistribution } from './predictive-distribution.ts';

/** Which threshold, from which side, and when. */
export interface CrossingQuery {
  threshold: number;
  /** `above`: reaches the threshold or more; `below`: reaches it or less. */
  direction: 'above' | 'below';
  /** Milliseconds after the forecast's origin, i.e. one step before its first instant. */
  within?: number;
  /** Last instant that counts, ms UTC. The stricter of both limits holds. */
  until?: number;
  /** Only instants after this one count, ms UTC. */
  after?: number;
}

/** Whether and when a series will cross a threshold. Instants in ms UTC. */
export interface Crossing {
  /** That at least one step within the time crosses. */
  probability: number;
  /** Median instant of the first crossing, given that it crosses; null where no path does. */
  at: number | null;
  /** Instants before which the first crossing falls with 10 % and 90 %, given that it crosses. */
  earliest: number | null;
  latest: number | null;
  /** Step of `at`, 1 for the first. */
  firstStep: number | null;
}

/** What a crossing is read off. Without a `distribution` it is normal, with mean and standard deviation. */
export type CrossingForecast = Pick<
  SeriesForecast,
  'at' | 'mean' | 'standardDeviation' | 'errorCorrelation'
> & { readonly distribution?: SeriesForecast['distribution'] | null };

const PAIRS = 2_000;
const SEED = 20_240_501;

/**
 * Probability that the path crosses a threshold, and when first: jointly over the steps, not from the edge of a band.
 * See `crossings`.
 */
export function crossing(forecast: CrossingForecast, query: CrossingQuery): Crossing {
  return crossings(forecast, [query])[0];
}

/**
 * The same for several thresholds on the same paths: 4,000 seeded ones in antithetic pairs, with the marginal
 * distributions of the forecast and the dependence of `errorPaths`. The probability's standard error is below 0.8 points,
 * the same query gives the same answer; a threshold farther out never has a higher probability, nor has less time. A
 * series that is across already crosses where it is still or again across at a step. An empty range gives 0.
 */
export function crossings(forecast: CrossingForecast, queries: readonly CrossingQuery[]): Crossing[] {
  const { at, mean, standardDeviation } = forecast;
  const distribution = forecast.distribution ?? normalDistribution(mean, standardDeviation);
  const marginals = marginalsOf(distribution);
  const lines = queries.map((query) => lineOf(marginals, distribution.bounds, at, query));
  const found = lines.map((): number[] => []);
  const path = errorPaths(forecast, SEED);
  const scores = new Float64Array(Math.max(0, ...lines.map(({ end }) => end)));
  for (let pair = 0; pair < PAIRS; pair++) {
    path(pair, scores);
    lines.forEach((line, i) => {
      for (const sign of [1, -1]) {
        const step = firstCrossing(line, scores, sign);
        if (step > 0) found[i].push(step);
      }
    });
  }
  return found.map((steps) => summarise(steps, at));
}

/** The score of each step of `start … end − 1` at which it crosses; `above` from there on up, `below` on down. */
interface Line {
  readonly limits: readonly number[];
  readonly above: boolean;
  readonly start: number;
  readonly end: number;
}

function lineOf(marginals: Marginals, bounds: Bounds, at: readonly number[], query: CrossingQuery): Line {
  const above = query.direction === 'above';
  const last = lastInstant(at, query);
  const end = at.filter((instant) => instant <= last).length;
  const start = at.filter((instant) => instant <= (query.after ?? Number.NEGATIVE_INFINITY)).length;
  const limit = limitBeforeBounds(query, bounds);
  const scoreOf = above ? marginals.scoreReaching : marginals.scoreUpTo;
  const limits = at.slice(0, end).map((_, step) => (Number.isFinite(limit) ? scoreOf(step, limit) : limit));
  return { limits, above, start, end };
}

function lastInstant(at: readonly number[], { within, until }: CrossingQuery): number {
  const origin = at.length > 1 ? 2 * at[0] - at[1] : at[0];
  return Math.min(
    until ?? Number.POSITIVE_INFINITY,
    within === undefined ? Number.POSITIVE_INFINITY : origin + within,
  );
}

/**
 * What a value must reach before it is rounded to the nearest whole number and moved to the bounds, for the threshold to
 * be reached after; infinite where that always or never is.
 */
function limitBeforeBounds({ threshold, direction }: CrossingQuery, bounds: Bounds): number {
  const { minimum, maximum } = attainable(bounds);
  const sign = direction === 'above' ? 1 : -1;
  const [near, far] = sign > 0 ? [minimum, maximum] : [maximum, minimum];
  if (sign * (threshold - near) <= 0) return -sign * Number.POSITIVE_INFINITY;
  if (sign * (threshold - far) > 0) return sign * Number.POSITIVE_INFINITY;
  if (bounds.integer !== true) return threshold;
  return sign > 0 ? Math.ceil(threshold) - 0.5 : Math.floor(threshold) + 0.5;
}

/** Step of the first crossing of a path, 1 for the first of the forecast; 0 for none. */
function firstCrossing({ limits, above, start, end }: Line, scores: Float64Array, sign: number): number {
  for (let step = start; step < end; step++) {
    const score = sign * scores[step];
    if (above ? score >= limits[step] : score <= limits[step]) return step + 1;
  }
  return 0;
}

function summarise(steps: readonly number[], at: readonly number[]): Crossing {
  if (steps.length === 0) return { probability: 0, at: null, earliest: null, latest: null, firstStep: null };
  const stepAt = (probability: number) => Math.round(quantile(steps, probability));
  const firstStep = stepAt(0.5);
  return {
    probability: steps.length / (2 * PAIRS),
    at: at[firstStep - 1],
    earliest: at[stepAt(0.1) - 1],
    latest: at[stepAt(0.9) - 1],
    firstStep,
  };
}
