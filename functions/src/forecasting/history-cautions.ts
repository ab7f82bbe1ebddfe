import type { Caution, CautionCode } from './cautions.ts';
import type { ForecastRequest } from './forecast-request.ts';
import { describeRepairs } from './repair/describe-repairs.ts';
import type { Repair } from './series-forecast.ts';
import type { RegularSeries } from './transforms/regularise.ts';
import { resolutionLabel } from './transforms/resolution-label.ts';

/** Fewer points than this leave every method guessing. */
const SHORT_HISTORY = 10;
/** Share of zeros from which a non-negative series counts as intermittent. */
const INTERMITTENT_SHARE = 0.4;

interface HistoryFacts {
  readonly grid: RegularSeries;
  readonly y: readonly number[];
  readonly scale: number;
  readonly repairs: readonly Repair[];
  readonly request: ForecastRequest;
  readonly seasonsDropped: boolean;
}

/** What a reader should know about the history, whichever model is chosen. */
export function describeHistory(facts: HistoryFacts): Caution[] {
  const { grid, y, request, seasonsDropped } = facts;
  const cautions: Caution[] = [];
  const add = (holds: boolean, code: CautionCode, message: string) => {
    if (holds) cautions.push({ code, message });
  };
  const n = grid.y.length;
  add(
    grid.observed < SHORT_HISTORY,
    'short-history',
    `only ${grid.observed} observations: little can be learnt from them`,
  );
  describeValues(y, add);
  add(grid.gapsFilled > 0, 'gaps-filled', `${grid.gapsFilled} of ${n} points were missing and filled in`);
  add(
    grid.duplicates > 0,
    'duplicates-averaged',
    `${grid.duplicates} observations shared their instant with another and were averaged`,
  );
  add(grid.merged > 0 || grid.leftOut.newest > 0, 'observations-aggregated', describeAggregation(grid));
  describeRepairs(facts.repairs, add);
  add(
    y.length < n || grid.dropped > 0,
    'history-truncated',
    `models were fitted to the newest ${y.length} of ${n} points`,
  );
  add(!grid.resolutionKnown, 'resolution-unknown', 'one instant tells no resolution: a day was assumed');
  add(seasonsDropped, 'season-too-long', 'a season of which the history does not hold two was left out');
  add(
    request.horizon > n,
    'horizon-exceeds-history',
    `the horizon of ${request.horizon} steps is longer than the history of ${n}`,
  );
  add(outsideBounds(facts), 'history-outside-bounds', 'the history itself leaves the bounds given');
  return cautions;
}

function describeAggregation({ merged, aggregate, resolution, leftOut }: RegularSeries): string {
  if (aggregate === null) return `${merged} observations shared a step with another and were averaged`;
  const how = `observations are denser than ${resolutionLabel(resolution)} steps: each step has their ${aggregate}`;
  const open = `the newest ${leftOut.newest} are of a step that is not over and were left out`;
  return leftOut.newest > 0 ? `${how}; ${open}` : how;
}

type Add = (holds: boolean, code: CautionCode, message: string) => void;

function describeValues(y: readonly number[], add: Add): void {
  const zeros = y.filter((value) => value === 0).length;
  const allZero = zeros === y.length;
  const constant = y.every((value) => value === y[0]);
  add(allZero, 'zero-history', 'every value is zero: so is the forecast, without a width');
  add(
    constant && !allZero,
    'constant-history',
    'the value never changed: the interval has no width to learn from',
  );
  add(
    isIntermittent(y),
    'intermittent-history',
    `${zeros} of ${y.length} values are zero: the mean is a rate, not a value to expect`,
  );
}

/** Is `y` intermittent demand: never negative, mostly zeros (40 % or more), but not all? */
export function isIntermittent(y: readonly number[]): boolean {
  const zeros = y.filter((value) => value === 0).length;
  return zeros < y.length && zeros >= INTERMITTENT_SHARE * y.length && y.every((value) => value >= 0);
}

function outsideBounds({ y, scale, request }: HistoryFacts): boolean {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = request.bounds ?? {};
  return y.some((value) => value * scale < minimum || value * scale > maximum);
}
