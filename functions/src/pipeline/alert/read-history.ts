import type { Findings } from '../../alerting/findings.ts';
import { lookBackOf, type NeededSpan } from '../../alerting/look-back.ts';
import { isCovered, type ObservedHistory } from '../../alerting/observed-history.ts';
import type { Subject } from '../../alerting/subject.ts';
import type { ChunkSpan, Metric } from '../../contracts/metric.ts';
import type { Ctx } from '../../firestore/context.ts';
import { chunkAt } from '../store/layout.ts';
import { readPoints } from '../store/read-points.ts';

/** Chunks that are read for one time that rules look back to, besides those of an earlier layout that lie over it. */
export const historyChunksMax = 3;

/** The past of a series as far as its analysis has read it anyway. */
export interface ReadPast {
  readonly history: ObservedHistory;
  /** Of the chunks that new points go to. */
  readonly span: ChunkSpan;
  /** Before this instant, ms UTC, the series has no points. */
  readonly firstAt: number;
  readonly resolution: Metric['resolution'];
}

const monthMs = 31 * 86_400_000;

/**
 * The points that rules look at besides those that are new: of the chunks that the analysis has read, at no further read,
 * and where these do not reach far enough, of up to three chunks before. Times that take more are left uncovered, and what
 * would need them is `undecided`.
 *
 * Reads nothing where no rule looks back, or what was read suffices. Otherwise one query for each time that is missing:
 * one before the new points, one for each reference of changes.
 */
export async function readHistory(
  ctx: Ctx,
  metricId: string,
  subjects: readonly Subject[],
  findings: Findings,
  past: ReadPast,
): Promise<ObservedHistory> {
  const { resolution } = past;
  const stepMs = resolution && resolution.count * (resolution.unit === 'month' ? monthMs : 1);
  const needed = subjects.flatMap(({ rule }) => lookBackOf(rule.condition, findings, stepMs, ctx.now));
  const before = { from: Number.NEGATIVE_INFINITY, to: past.firstAt };
  let history: ObservedHistory = { ...past.history, covered: joined([...past.history.covered, before]) };
  for (const span of merged(needed)) history = await extended(ctx, metricId, history, span, past.span);
  return history;
}

/** The history with what is missing of a time, as far as `historyChunksMax` chunks hold it, its newest first. */
async function extended(
  ctx: Ctx,
  metricId: string,
  history: ObservedHistory,
  { after, through }: NeededSpan,
  span: ChunkSpan,
): Promise<ObservedHistory> {
  if (isCovered(history, after, through)) return history;
  const known = history.covered.find(({ from, to }) => from <= through && to > through);
  const to = known?.from ?? through + 1;
  let from = chunkAt(span, to - 1).startAt;
  for (let chunks = 1; chunks < historyChunksMax && from > after + 1; chunks += 1) {
    from = chunkAt(span, from - 1).startAt;
  }
  from = Math.max(from, after + 1);
  const below = history.covered.find((one) => one.to > from && one.to < to);
  const range = { from: below?.to ?? from, to };
  const read = await readPoints(ctx, metricId, range);
  // Chunks hold points outside what is covered, too.
  const others = history.points.filter(({ at }) => at < range.from || at >= range.to);
  const points = [...others, ...read.points].sort((a, b) => a.at - b.at);
  return { points, covered: joined([...history.covered, range]) };
}

/** Spans that overlap or touch, as one. */
function merged(spans: readonly NeededSpan[]): readonly NeededSpan[] {
  return joined(spans.map(({ after, through }) => ({ from: after + 1, to: through + 1 }))).map(
    ({ from, to }) => ({
      after: from - 1,
      through: to - 1,
    }),
  );
}

function joined(ranges: readonly { readonly from: number; readonly to: number }[]) {
  const result: { from: number; to: number }[] = [];
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}
