import type { Outlook } from './outlook.ts';

/**
 * What a detector concludes about one point. `inconclusive` is never a soft `normal`: it says that there is
 * no verdict.
 */
export type Verdict = 'normal' | 'anomalous' | 'inconclusive';

/**
 * How rare an anomalous point is, in steps of its score (see `severityOf`); `none` unless the verdict is
 * anomalous.
 */
export type Severity = 'none' | 'low' | 'medium' | 'high' | 'critical';

/** What sort of surprise it is. The set is closed. */
export type AnomalyKind =
  | 'spike'
  | 'dip'
  | 'level-shift'
  | 'trend-change'
  | 'variance-change'
  | 'flat-line'
  | 'missing'
  | 'unseen-pattern';

/** Everything a caller may say about a series; all of it may be left out. */
export interface DetectorOptions {
  /** Usual distance of two points in milliseconds. Inferred from the first points when absent. */
  readonly resolutionMs?: number;
  /** Lengths of the seasons in steps of the resolution. Absent: those of the calendar. Empty: none. */
  readonly seasonLengths?: readonly number[];
  /** In [0, 1], 0.5 when absent: 0 reports what is rarer than 1 point in a million, 1 than 1 in 100. */
  readonly sensitivity?: number;
  /** IANA name of the wall clock that seasons follow. UTC when absent. */
  readonly timeZone?: string;
}

/** One value at one instant (milliseconds UTC). */
export interface Observation {
  readonly at: number;
  readonly value: number;
  /** What a forecast that was made before said of it. */
  readonly outlook?: Outlook;
}

/** What a detector says about one point, in the unit of the series. */
export interface Detection {
  readonly at: number;
  readonly value: number;
  readonly verdict: Verdict;
  /** In [0, 1]: the decades of rarity over eight. 0.5 is 1 in 10,000 points, on every series. */
  readonly score: number;
  /** The same of the value alone, without a hole before it: what a chart of scores shows. */
  readonly valueScore: number;
  readonly severity: Severity;
  /** Centre and ends of the band in which the value was expected; null while there is too little history. */
  readonly expected: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Centre of the long-run baseline, from which a shift of level is measured. */
  readonly usual?: number;
  readonly kind: AnomalyKind | null;
  /** Who is surprised: the expert that is trusted most at present, or the memory; null unless anomalous. */
  readonly expert: string | null;
  /** First instant of the unbroken run of anomalous points that this one belongs to. */
  readonly since: number | null;
  /** The reason in words and numbers, for a person. */
  readonly explanation: string;
}

/** Something unusual that lasted: a run of anomalous points, short calms between them included. */
export interface Episode {
  readonly startAt: number;
  readonly peakAt: number;
  /** Last anomalous instant once the series has calmed down; null while it may go on. */
  readonly endAt: number | null;
  /** Anomalous points in it. */
  readonly points: number;
  readonly peakScore: number;
  readonly peakValue: number;
  /** The band at the peak. */
  readonly expected: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly severity: Severity;
  readonly kind: AnomalyKind;
  readonly expert: string | null;
  readonly explanation: string;
}
