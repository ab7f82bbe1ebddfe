import type { Novelty } from './memory/value-memory.ts';
import type { AnomalyKind } from './types.ts';
import { instantInWords, inWords, rarity, spanInWords } from './words.ts';

/** What is known of an anomalous point when it is put into words. */
export interface Facts {
  at: number;
  value: number;
  expected: number;
  lower: number;
  upper: number;
  /** Tail probability. */
  p: number;
  /** Centre of the long-run baseline. */
  usual: number;
  /** Who is surprised. */
  expert: string | null;
  /** Length of the slow path's window, of the run of equal values, and of the history, in points. */
  windowPoints: number;
  runPoints: number;
  historyPoints: number;
  /** Whether surprises have become larger rather than smaller. */
  swelling: boolean;
  gapMs: number;
  resolutionMs: number;
  novelty: Novelty;
  /** Start of the run of anomalous points. */
  since: number;
}

/** Why a point is anomalous, in words and numbers: what, against what, how rare, and since when if not since now. */
export function describeAnomaly(kind: AnomalyKind, facts: Facts): string {
  const since = facts.since < facts.at ? `, since ${instantInWords(facts.since)}` : '';
  return `${whatIs(kind, facts)}${newsOf(kind, facts)}${since}`;
}

function whatIs(kind: AnomalyKind, facts: Facts): string {
  const rare = rarity(facts.p);
  const value = inWords(facts.value);
  const expected = inWords(facts.expected);
  const by = facts.expert === null ? '' : ` by the ${facts.expert}`;
  const within = `${inWords(facts.lower)} to ${inWords(facts.upper)} (expected ${expected}${by})`;
  const { windowPoints, runPoints, historyPoints } = facts;
  switch (kind) {
    case 'spike':
    case 'dip':
      return `value ${value} is ${placeOf(facts, kind)} ${within}; ${rare} is this far out`;
    case 'level-shift':
      return `the last ${windowPoints} points have left their usual level (value ${value}, usual ${inWords(facts.usual)}); ${rare} sees such a shift`;
    case 'trend-change':
      return `the last ${windowPoints} points have drifted away from their usual course, none of them by a jump (value ${value}, usual ${inWords(facts.usual)}); ${rare} sees such a drift`;
    case 'variance-change':
      return `the last ${windowPoints} points are ${facts.swelling ? 'less' : 'more'} steady than usual (value ${value}, expected ${expected}${by}); ${rare} sees such a change`;
    case 'flat-line':
      return `value ${value} has not changed for ${runPoints} points; ${rare} is in so long a run`;
    case 'missing': {
      const [gap, step] = [spanInWords(facts.gapMs), spanInWords(facts.resolutionMs)];
      return `nothing came for ${gap} where a point is usual every ${step}; ${rare} follows such a gap`;
    }
    case 'unseen-pattern':
      if (facts.lower === facts.upper)
        return `value ${value} is the first change after ${historyPoints} points of ${expected}`;
      return `value ${value} follows from the values before it as never before (expected ${expected}); ${rare} departs so far from the usual course`;
  }
}

/** A point can be anomalous inside its band: for where the series has never been. */
function placeOf({ value, lower, upper }: Facts, kind: 'spike' | 'dip'): string {
  if (value > upper) return 'above the expected band';
  if (value < lower) return 'below the expected band';
  return `at the ${kind === 'spike' ? 'upper' : 'lower'} end of the expected band`;
}

/** From this part of the range on it is worth saying that a value is new. */
const NEWS_SHARE = 0.05;

function newsOf(kind: AnomalyKind, { novelty: { distance, side } }: Facts): string {
  if (distance < NEWS_SHARE || kind === 'missing' || kind === 'flat-line') return '';
  const share = `${Math.round(100 * distance)} % of the range`;
  if (side === 'within') return `; it is ${share} away from every value seen before`;
  return `; it is ${share} ${side} every value seen before`;
}

/** Why there is no verdict on a point that comes at or before the newest one. */
export function describeLate(at: number, lastAt: number): string {
  return at === lastAt
    ? 'a point at this instant has been judged already; it was not taken in'
    : `the point is ${spanInWords(lastAt - at)} older than the newest; it was not taken in`;
}

/** Why there is no verdict yet. */
export function describeShort(seen: number, needed: number): string {
  return `too little history: ${seen} points seen before this one, ${needed} needed`;
}
