import { type ChunkSpan, chunkSpans } from '../../contracts/metric.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A chunk's place in time: its id in the console's words, and the half-open span that it holds, in ms UTC. */
export interface ChunkBounds {
  readonly id: string;
  readonly startAt: number;
  readonly endAt: number;
}

/** Characters of an ISO instant that make up the id of a chunk of each span. */
const idLengths: Readonly<Record<ChunkSpan, number>> = {
  decade: 5,
  year: 4,
  month: 7,
  day: 10,
  hour: 13,
  minute: 16,
  second: 19,
};

const fixedSpans: Partial<Record<ChunkSpan, number>> = {
  day: dayMs,
  hour: hourMs,
  minute: minuteMs,
  second: secondMs,
};

/** The chunk of the given span that holds instant `at` (ms UTC). Calendar spans are those of UTC. */
export function chunkAt(span: ChunkSpan, at: number): ChunkBounds {
  const fixed = fixedSpans[span];
  const startAt = fixed === undefined ? calendarStart(span, at) : Math.floor(at / fixed) * fixed;
  const endAt = fixed === undefined ? calendarEnd(span, startAt) : startAt + fixed;
  const iso = new Date(startAt).toISOString();
  return { id: span === 'decade' ? `${iso.slice(0, 4)}s` : iso.slice(0, idLengths[span]), startAt, endAt };
}

function calendarStart(span: ChunkSpan, at: number): number {
  const date = new Date(at);
  const year = date.getUTCFullYear();
  if (span === 'month') return Date.UTC(year, date.getUTCMonth(), 1);
  return Date.UTC(span === 'decade' ? Math.floor(year / 10) * 10 : year, 0, 1);
}

function calendarEnd(span: ChunkSpan, startAt: number): number {
  const date = new Date(startAt);
  const year = date.getUTCFullYear();
  if (span === 'month') return Date.UTC(year, date.getUTCMonth() + 1, 1);
  return Date.UTC(year + (span === 'decade' ? 10 : 1), 0, 1);
}

/** The longest spacing for which each span is used, so that a full chunk holds some hundreds to some thousands of points. */
const spanSteps: readonly (readonly [number, ChunkSpan])[] = [
  [20, 'second'],
  [secondMs, 'minute'],
  [minuteMs, 'hour'],
  [15 * minuteMs, 'day'],
  [6 * hourMs, 'month'],
  [6 * dayMs, 'year'],
];

/** The span for a series whose points are usually `stepMs` apart; the last one whose steps are all shorter. */
export function spanForStep(stepMs: number): ChunkSpan {
  return spanSteps.find(([shorterThan]) => stepMs < shorterThan)?.[1] ?? 'decade';
}

/** The span of a series of which one point is known: neither an hourly nor a minute series suffers much by it. */
export const unknownSpan: ChunkSpan = 'day';

const dayCounts: Partial<Record<ChunkSpan, number>> = { decade: 3_652, year: 365, month: 30 };

/** Whether a chunk of this id has the given span; each span has ids of its own length. */
export const isChunkOf = (span: ChunkSpan, id: string): boolean => id.length === idLengths[span];

/** About how long a chunk of the given span lasts, in ms. */
export function spanLength(span: ChunkSpan): number {
  return fixedSpans[span] ?? (dayCounts[span] ?? 1) * dayMs;
}

/** The next shorter span; `second` is the shortest, and holds at most a thousand points. */
export function finerSpan(span: ChunkSpan): ChunkSpan {
  return chunkSpans[Math.min(chunkSpans.indexOf(span) + 1, chunkSpans.length - 1)] ?? 'second';
}

/** Median spacing of instants in ms, sorted or not; null for fewer than two different ones. */
export function medianStep(instants: Iterable<number>): number | null {
  const sorted = [...new Set(instants)].sort((a, b) => a - b);
  const steps = sorted.slice(1).map((at, index) => at - (sorted[index] ?? at));
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? null;
}

/** The name of a point in its chunk: ISO 8601 in UTC, with milliseconds only where there are any. */
export function pointKey(at: number): string {
  const iso = new Date(at).toISOString();
  return iso.endsWith('.000Z') ? `${iso.slice(0, -5)}Z` : iso;
}
