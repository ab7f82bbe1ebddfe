import { DAY_MS, type Resolution } from '../resolution.ts';
import { type FrequencyClass, frequencyClassOf } from './frequency-class.ts';

/** The series to continue: about as large as 1, finite, of 4 points or more. */
export interface EnsembleSeries {
  readonly y: Float64Array;
  readonly kind: FrequencyClass;
  /** The main season in steps; 1 for none. Candidates test whether it is there. */
  readonly seasonLength: number;
  /** Long or several seasons, ascending, of which the series holds three each; may be empty. */
  readonly longSeasons: readonly number[];
  /** Whether the long seasons are all in the series, so that every candidate works without them. */
  readonly several: boolean;
  /** Whether there are values above and below zero: then nothing is multiplicative, and the level tells nothing. */
  readonly bothSigns: boolean;
}

/** What is known about the seasons. */
export interface SeasonKnowledge {
  readonly resolution: Resolution;
  /** In steps: as requested, or as inferred. */
  readonly seasonLengths: readonly number[];
  /** A season that was requested, or of which it was said that there is none, is not second-guessed. */
  readonly requested: boolean;
}

const MONTHS_A_YEAR = 12;
const WEEK_DAYS = 7;
const WEEKS_A_YEAR = 52;
const YEAR_DAYS = 365;
const SEASONS_MIN = 3;

/** The series with its class and the seasons that candidates try: the shortest known, else the calendar's usual one. */
export function describeEnsembleSeries(y: Float64Array, knowledge: SeasonKnowledge): EnsembleSeries {
  const kind = frequencyClassOf(knowledge.resolution);
  const seasonLength = mainSeason(kind, knowledge);
  const longSeasons = longSeasonLengths(kind, seasonLength, knowledge).filter(
    (length) => y.length >= SEASONS_MIN * length,
  );
  const several = longSeasons.length > 1 && (knowledge.seasonLengths.length > 1 || kind === 'hourly');
  const bothSigns = y.some((value) => value > 0) && y.some((value) => value < 0);
  return { y, kind, seasonLength, longSeasons, several, bothSigns };
}

function mainSeason(kind: FrequencyClass, { resolution, seasonLengths, requested }: SeasonKnowledge): number {
  if (seasonLengths.length > 0) return Math.min(...seasonLengths);
  if (requested) return 1;
  if (resolution.unit === 'month') {
    const length = MONTHS_A_YEAR / resolution.count;
    return Number.isInteger(length) ? length : 1;
  }
  return kind === 'hourly' ? dayInSteps(resolution) : 1;
}

function longSeasonLengths(
  kind: FrequencyClass,
  seasonLength: number,
  { resolution, seasonLengths }: SeasonKnowledge,
): number[] {
  if (seasonLengths.length > 1) return [...seasonLengths].sort((a, b) => a - b);
  if (kind === 'weekly') return [WEEKS_A_YEAR];
  if (kind === 'daily') return [WEEK_DAYS, YEAR_DAYS];
  const isDay = seasonLength > 1 && seasonLength === dayInSteps(resolution);
  return kind === 'hourly' && isDay ? [seasonLength, WEEK_DAYS * seasonLength] : [];
}

/** 1 where a day is no whole number of steps. */
function dayInSteps({ unit, count }: Resolution): number {
  const steps = DAY_MS / count;
  return unit === 'millisecond' && Number.isInteger(steps) ? steps : 1;
}
