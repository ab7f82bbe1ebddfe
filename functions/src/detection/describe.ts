import type { AnomalyKind } from './types.ts';
import { inWords, rarity, spanInWords } from './words.ts';

/** What is known of an anomalous point when it is put into words. */
export interface Facts {
  value: number;
  expected: number;
  lower: number;
  upper: number;
  /** Tail probability. */
  p: number;
  /** Centre of the long-run baseline. */
  usual: number;
  /** Length of the slow path's window, of the run of equal values, and of the history, in points. */
  windowPoints: number;
  runPoints: number;
  historyPoints: number;
  gapMs: number;
  resolutionMs: number;
}

/** Why a point is anomalous, in words and numbers. */
export function describeAnomaly(kind: AnomalyKind, facts: Facts): string {
  const rare = rarity(facts.p);
  const value = inWords(facts.value);
  const expected = inWords(facts.expected);
  const band = `${inWords(facts.lower)} to ${inWords(facts.upper)} (expected ${expected})`;
  const { windowPoints, runPoints, historyPoints } = facts;
  switch (kind) {
    case 'spike':
      return `value ${value} is above the expected band ${band}; ${rare} is this far out`;
    case 'dip':
      return `value ${value} is below the expected band ${band}; ${rare} is this far out`;
    case 'level-shift': {
      const level = `value ${value}, usual ${inWords(facts.usual)}`;
      return `the last ${windowPoints} points have left their usual level (${level}); ${rare} sees such a shift`;
    }
    case 'flat-line':
      return `value ${value} has not changed for ${runPoints} points; ${rare} is in so long a run`;
    case 'missing': {
      const [gap, step] = [spanInWords(facts.gapMs), spanInWords(facts.resolutionMs)];
      return `nothing came for ${gap} where a point is usual every ${step}; ${rare} follows such a gap`;
    }
    case 'unseen-pattern':
      return `value ${value} is the first change after ${historyPoints} points of ${expected}`;
    case 'trend-change':
    case 'variance-change':
      return `value ${value} departs from the usual course of the series; ${rare} is this far out`;
  }
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
