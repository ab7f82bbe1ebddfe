import { basisInWords } from './basis.ts';
import type { WindowMeans } from './habits.ts';
import type { Novelty } from './memory/value-memory.ts';
import { newsInWords } from './news-words.ts';
import { type NumberWords, numberWords } from './number-words.ts';
import type { AnomalyKind } from './types.ts';
import { instantInWords, pointsInWords, rarity, rarityInTime, spanInWords, stepInWords } from './words.ts';

/** What is known of an anomalous point when it is put into words. */
export interface Facts {
  at: number;
  value: number;
  expected: number;
  lower: number;
  upper: number;
  /** Whether the series has only had whole numbers, and none below 0. */
  whole: boolean;
  nonNegative: boolean;
  /** Tail probability. */
  p: number;
  /** The expert that is trusted most: by it the value was expected. */
  trusted: string;
  /** What the memory had never met, where no channel is surprised: a value, or a course of values. */
  newToMemory: 'value' | 'shape' | null;
  /** Means over the window of the slow path, with the origin, and the size of surprises in it and usually. */
  means: WindowMeans;
  windowPoints: number;
  scatter: number;
  usualScatter: number;
  /** The current run of equal values, and the longest one before, in points. */
  runAt: number;
  runPoints: number;
  longestRunPoints: number;
  historyPoints: number;
  /** The instant before a hole, and the longest distance of two points before it. */
  lastAt: number;
  longestGapMs: number;
  resolutionMs: number;
  /** What is new, and how: see `newsOf`. */
  novelty: Novelty;
  newest: 'value' | 'mean';
  /** Start of the run of anomalous points. */
  since: number;
  timeZone: string;
}

/**
 * Why a point is anomalous, in words and numbers: what, against what and by whom; how rare; how new, if it is; since when,
 * if not since now. These clauses are parted by semicolons, and the first one can stand for itself.
 */
export function describeAnomaly(kind: AnomalyKind, facts: Facts): string {
  const { what, verb } = sayingOf(kind, facts, numberWords(facts));
  const clauses = [what, `${rarity(facts.p)} ${verb}, ${inTime(facts)}`, ...newsInWords(kind, facts)];
  if (facts.since < facts.at) clauses.push(`anomalous without a break since ${instant(facts, facts.since)}`);
  return clauses.join(CLAUSE);
}

const CLAUSE = '; ';

/** The first clauses of an explanation: what, and how rare. */
export function gistOf(explanation: string): string {
  return explanation.split(CLAUSE, 2).join(CLAUSE);
}

interface Saying {
  readonly what: string;
  /** What about one point in so many does. */
  readonly verb: string;
}

function sayingOf(kind: AnomalyKind, facts: Facts, say: NumberWords): Saying {
  const value = `value ${say.value}`;
  const by = `(expected ${say.expected} by ${basisInWords(facts.trusted, facts)})`;
  switch (kind) {
    case 'spike':
    case 'dip':
      return placed(facts, kind, `the expected band ${say.band} ${by}`, value);
    case 'level-shift':
      return {
        what: `the last ${window(facts)} have ${shifted(facts)}: ${means(facts, say)}`,
        verb: 'sees such a shift',
      };
    case 'trend-change':
      return {
        what: `the last ${window(facts)} have drifted ${isUp(facts) ? 'up' : 'down'}, none of them by a jump: ${means(facts, say)}`,
        verb: 'sees such a drift',
      };
    case 'variance-change':
      return { what: scatterIn(facts, say), verb: 'sees such a change' };
    case 'flat-line':
      return { what: `${value} ${runIn(facts)}`, verb: 'is in so long a run' };
    case 'missing':
      return { what: gapIn(facts), verb: 'follows such a gap' };
    case 'unseen-pattern':
      return { what: unseenIn(facts, say, by), verb: 'is so unusual' };
  }
}

/** A point can be anomalous inside its band: for where the series has never been. */
function placed(facts: Facts, kind: 'spike' | 'dip', band: string, said: string): Saying {
  const { value, lower, upper } = facts;
  if (value > upper) return { what: `${said} is above ${band}`, verb: 'is this far out' };
  if (value < lower) return { what: `${said} is below ${band}`, verb: 'is this far out' };
  const how = kind === 'spike' ? 'unusually high' : 'unusually low';
  const company = facts.newest === 'mean' ? ' together with the two before it' : '';
  return { what: `${said} is inside ${band}, but ${how}${company}`, verb: 'is so unusual' };
}

const isUp = ({ means: { value, usual } }: Facts): boolean => value > usual;
const shifted = (facts: Facts): string => (isUp(facts) ? 'risen' : 'fallen');

/** The means begin anew with each regime: then they are of fewer points than the window has. */
const window = ({ windowPoints, means: { points }, resolutionMs }: Facts): string =>
  pointsInWords(Math.min(windowPoints, points), resolutionMs);

const means = ({ means: { value, usual } }: Facts, say: NumberWords): string =>
  `their mean is ${say.mean(value, usual)} where ${say.mean(usual, value)} is usual (last value ${say.value})`;

function scatterIn({ windowPoints, scatter, usualScatter, resolutionMs }: Facts, say: NumberWords): string {
  const change = scatter > usualScatter ? 'more' : 'less';
  const [now, usually] = [say.distance(scatter), say.distance(usualScatter)];
  return `the last ${pointsInWords(windowPoints, resolutionMs)} scatter ${change} than usual: they are ${now} from what was expected on average, usually ${usually} (last value ${say.value}, expected ${say.expected})`;
}

function runIn(facts: Facts): string {
  const { at, runAt, runPoints, longestRunPoints } = facts;
  const before =
    longestRunPoints > 1
      ? `the longest such run before was of ${longestRunPoints} points`
      : 'it had never stayed the same before';
  return `has not changed for ${runPoints} points (${spanInWords(at - runAt)}), since ${instant(facts, runAt)}, and ${before}`;
}

/** Distances up to so many usual ones are no gap to a person. */
const GAP_STEPS = 1.5;

function gapIn(facts: Facts): string {
  const { at, lastAt, longestGapMs, resolutionMs } = facts;
  const before =
    longestGapMs > GAP_STEPS * resolutionMs
      ? `the longest gap before was ${spanInWords(longestGapMs)}`
      : 'there was no gap before';
  return `nothing came for ${spanInWords(at - lastAt)} after ${instant(facts, lastAt)}, where a point is usual each ${stepInWords(resolutionMs)}, and ${before}`;
}

function unseenIn(facts: Facts, say: NumberWords, by: string): string {
  const { lower, upper, historyPoints, resolutionMs } = facts;
  if (lower === upper)
    return `value ${say.value} is the first change after ${pointsInWords(historyPoints, resolutionMs)} of ${say.expected}`;
  if (facts.newToMemory !== 'value')
    return `value ${say.value} follows the values before it as none did so far ${by}`;
  const who =
    facts.newest === 'mean' ? `the mean of the last three, up to value ${say.value},` : `value ${say.value}`;
  return `${who} lies between values seen before, where the series has never been ${by}`;
}

const inTime = ({ p, resolutionMs }: Facts): string => rarityInTime(p, resolutionMs);

const instant = ({ timeZone, resolutionMs }: Facts, at: number): string =>
  instantInWords(at, timeZone, resolutionMs);

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
