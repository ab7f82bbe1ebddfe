import type { Finding } from './channels/channels.ts';
import { type BandReach, createBandReach } from './channels/row.ts';
import { driftPoints } from './channels/windows.ts';
import { describeAnomaly, describeShort } from './describe.ts';
import type { Conclusion } from './fusion.ts';
import type { MemoryFinding } from './memory/memory.ts';
import type { Model } from './model.ts';
import { newsOf } from './news-words.ts';
import { probabilityOf, scoreOf, severityOf, thresholdOf } from './score.ts';
import type { DetectorState } from './state.ts';
import type { Detection } from './types.ts';
import { pointsNeeded } from './warm-up.ts';

/** From where a point is anomalous: as a score, as the tail probability that it stands for, and as ends of the band. */
export interface Limit {
  readonly score: number;
  readonly p: number;
  readonly down: BandReach;
  readonly up: BandReach;
}

/** The limit of a sensitivity in [0, 1]. */
export function limitOf(sensitivity: number): Limit {
  const score = thresholdOf(sensitivity);
  return { score, p: probabilityOf(score), down: createBandReach('down'), up: createBandReach('up') };
}

/** What a point was measured by, and the long-run baseline. */
export interface Expectation extends Pick<Model, 'all' | 'baseline'> {
  /** Name of the expert that is trusted most. */
  trusted(): string;
}

/** All that was found in one point. */
export interface Findings {
  readonly channels: Finding;
  readonly memory: MemoryFinding;
  readonly conclusion: Conclusion;
}

/**
 * Turns what was found in a point into a verdict with its band and reason, and keeps `since` up to date.
 */
export function judge(
  state: DetectorState,
  model: Expectation,
  limit: Limit,
  at: number,
  value: number,
  findings: Findings,
): Detection {
  const needed = pointsNeeded(state);
  if (state.seen < needed) return inconclusive(at, value, describeShort(state.seen, needed));
  const { conclusion } = findings;
  const { all } = model;
  const expected = state.origin + all.centre;
  const lower = expected - (all.below ?? all.spread) * limit.down.find(state.row, limit.p);
  const upper = expected + (all.above ?? all.spread) * limit.up.find(state.row, limit.p);
  const score = scoreOf(conclusion.decades);
  const anomalous = score >= limit.score;
  state.since = anomalous ? (state.since ?? at) : null;
  return {
    at,
    value,
    verdict: anomalous ? 'anomalous' : 'normal',
    score,
    valueScore: scoreOf(conclusion.valueDecades),
    severity: anomalous ? severityOf(score) : 'none',
    expected,
    lower,
    upper,
    usual: state.origin + model.baseline.centre,
    kind: anomalous ? conclusion.kind : null,
    expert: anomalous ? expertOf(model, conclusion) : null,
    since: state.since,
    explanation: anomalous
      ? explain(state, model, { at, value, expected, lower, upper }, findings)
      : 'within what is expected',
  };
}

/** A detection without a verdict. */
export function inconclusive(at: number, value: number, explanation: string): Detection {
  const nothing = { expected: null, lower: null, upper: null, kind: null, expert: null, since: null };
  return {
    at,
    value,
    verdict: 'inconclusive',
    score: 0,
    valueScore: 0,
    severity: 'none',
    ...nothing,
    explanation,
  };
}

interface Point {
  at: number;
  value: number;
  expected: number;
  lower: number;
  upper: number;
}

/** The memory speaks where no channel does; of a hole and a flat line there is no expert. */
function expertOf(model: Expectation, { kind, source }: Conclusion): string | null {
  if (kind === 'missing' || kind === 'flat-line') return null;
  return source === 'memory' ? 'memory' : model.trusted();
}

function explain(
  state: DetectorState,
  model: Expectation,
  point: Point,
  { channels, memory, conclusion }: Findings,
): string {
  const { habits, origin } = state;
  const { swell, windowPoints } = channels;
  const { points, value, usual } =
    windowPoints === driftPoints(state.resolutionMs) ? habits.short : habits.long;
  return describeAnomaly(conclusion.kind, {
    ...point,
    ...habits,
    p: 10 ** -conclusion.decades,
    trusted: model.trusted(),
    newToMemory: conclusion.source === 'memory' ? memory.sort : null,
    means: { points, value: origin + value, usual: origin + usual },
    windowPoints,
    scatter: swell.absolute.x + state.usualSize,
    usualScatter: state.usualSize,
    historyPoints: state.seen,
    lastAt: state.lastAt ?? point.at,
    resolutionMs: state.resolutionMs ?? 0,
    ...newsOf(memory.single, memory.novelty),
    since: state.since ?? point.at,
    timeZone: state.options.timeZone ?? 'UTC',
  });
}
