import { calendarSeasons } from '../calendar.ts';

/** A span of time, half open, ms UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Which windows of a series are compared. Spans of time in ms. */
export interface WindowPlan {
  /** First instant after the window of the anomaly, ms UTC. */
  readonly endAt: number;
  /** Length of that window and of all that it is compared with. */
  readonly lengthMs: number;
  /** How many windows right before it are looked at. */
  readonly before: number;
  /** How far back the season puts windows of the same hour; empty where the history holds no two seasons. */
  readonly shiftsMs: readonly number[];
}

/** An anomaly from its start to its peak, in a series of one point each `resolutionMs`. Instants in ms UTC. */
export interface PlanInput {
  readonly startAt: number;
  readonly peakAt: number;
  readonly resolutionMs: number;
  /** First point of the series. */
  readonly firstAt: number;
  /** About how much time one document of points holds: what is read at once. A window is at most a quarter of it. */
  readonly reachMs: number;
}

/** Seasons that are looked back on: the median of three is not moved by one odd week. */
const SEASONS_BACK = 3;
/** Fewest windows before the anomaly, and fewest points that they span. */
const BEFORE_MIN = 3;
const POINTS_BEFORE_MIN = 12;

/**
 * The windows to compare an anomaly with: from its start to its peak, half a step added on either side so that series
 * that report at other instants count by their nearest point. Compared are the windows right before it, over the
 * shortest season of the calendar, and those one, two and three of the longest season back that the history allows.
 */
export function planWindows({ startAt, peakAt, resolutionMs, firstAt, reachMs }: PlanInput): WindowPlan {
  const stepsMax = Math.max(1, Math.floor(reachMs / 4 / resolutionMs));
  const steps = Math.min(stepsMax, Math.max(1, Math.round((peakAt - startAt) / resolutionMs) + 1));
  const lengthMs = steps * resolutionMs;
  const endAt = peakAt + resolutionMs / 2;
  const periods = calendarSeasons(resolutionMs).map(({ periodMs }) => periodMs);
  const wanted = Math.max(periods[0] ?? 0, POINTS_BEFORE_MIN * resolutionMs);
  const beforeMs = Math.max(BEFORE_MIN * lengthMs, Math.min(reachMs, wanted));
  const period = periods.filter((periodMs) => startAt - 2 * periodMs >= firstAt).at(-1) ?? null;
  const shiftsMs = Array.from({ length: SEASONS_BACK }, (_, k) => (k + 1) * (period ?? Number.NaN)).filter(
    (shiftMs) => startAt - shiftMs >= firstAt,
  );
  return { endAt, lengthMs, before: Math.floor(beforeMs / lengthMs), shiftsMs };
}

/** What to read of a series for a plan: oldest first; spans that lie no more than `gapMs` apart are one. */
export function spansToRead({ endAt, lengthMs, before, shiftsMs }: WindowPlan, gapMs: number): Span[] {
  const spans: Span[] = [];
  for (const shiftMs of [0, ...shiftsMs].toSorted((a, b) => b - a)) {
    const span = { from: endAt - shiftMs - (before + 1) * lengthMs, to: endAt - shiftMs };
    const last = spans.at(-1);
    if (last !== undefined && span.from - last.to <= gapMs)
      spans[spans.length - 1] = { ...last, to: span.to };
    else spans.push(span);
  }
  return spans;
}
