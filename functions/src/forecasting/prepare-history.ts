import type { Caution } from './cautions.ts';
import type { ForecastRequest } from './forecast-request.ts';
import { describeHistory } from './history-cautions.ts';
import { powerOfTwoNear } from './numerics/power-of-two-near.ts';
import { clipSpikes } from './repair/clip-spikes.ts';
import { repairHistory } from './repair/repair-history.ts';
import type { Repair } from './series-forecast.ts';
import { fillGaps } from './transforms/fill-gaps.ts';
import { inferSeasonLengths } from './transforms/infer-season-lengths.ts';
import { type RegularSeries, regularise } from './transforms/regularise.ts';

/** Newest points that models are fitted to: this many seasons of the longest, within bounds that keep the work small. */
const WINDOW_SEASONS = 12;
const WINDOW_MIN = 1_500;
const WINDOW_MAX = 10_000;

/** The series as models see it. */
export interface PreparedHistory {
  readonly grid: RegularSeries;
  /** Newest part of the grid, divided by `scale`, repaired. */
  readonly y: readonly number[];
  /** A power of two near the largest value, so that dividing by it loses nothing. */
  readonly scale: number;
  readonly seasonLengths: readonly number[];
  /** In order of time, in the unit of the observations. */
  readonly repairs: readonly Repair[];
  readonly cautions: Caution[];
}

/**
 * From observations to an equally spaced series of about unit size: grid, seasons, gaps filled by season, newest window,
 * outliers and changes of level repaired, or left in where that is done `later`. Whatever had to be done is told
 * in `cautions`.
 */
export function prepareHistory(request: ForecastRequest, when: 'now' | 'later' = 'now'): PreparedHistory {
  const scale = powerOfTwoNear(request.observations.map(({ value }) => value));
  const scaled = request.observations.map(({ at, value }) => ({ at, value: value / scale }));
  const grid = regularise(scaled, request.resolution, request);
  const repairing = request.repair !== 'none';
  const searched = repairing ? clipSpikes(grid.y) : grid.y;
  const requested = request.seasonLengths ?? inferSeasonLengths(searched, grid.resolution);
  const seasonLengths = [...new Set(requested)].filter((length) => 2 * length < grid.y.length);
  const window = Math.max(WINDOW_MIN, Math.min(WINDOW_MAX, WINDOW_SEASONS * Math.max(1, ...seasonLengths)));
  const given = refill(grid, seasonLengths).slice(-window);
  const { y, repairs } =
    repairing && when === 'now'
      ? repairHistory(grid, given, scale, seasonLengths)
      : { y: given, repairs: [] };
  const cautions = describeHistory({
    grid,
    y: given,
    scale,
    repairs,
    request,
    seasonsDropped: requested.length > seasonLengths.length,
  });
  return { grid, y, scale, seasonLengths, repairs, cautions };
}

/** Gaps filled from the same phase of the strongest season, where there is one. */
function refill({ y, filled, gapsFilled }: RegularSeries, seasonLengths: readonly number[]): number[] {
  if (gapsFilled === 0 || seasonLengths.length === 0) return y;
  const sparse = y.map((value, t) => (filled[t] ? Number.NaN : value));
  return fillGaps(sparse, seasonLengths[0]);
}
