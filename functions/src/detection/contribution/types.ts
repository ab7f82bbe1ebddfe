import type { Observation } from '../types.ts';

/** What the values of a series are: a level, a running total, or an amount for each interval. */
export type MeasureKind = 'gauge' | 'counter' | 'delta';

/** One series of a metric, and the points of it that stand in the windows of a plan (see `spansToRead`). */
export interface SiblingSeries {
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Oldest first. */
  readonly points: readonly Observation[];
  /** Instants of its first and its last point, ms UTC; null while they are not known. */
  readonly firstAt: number | null;
  readonly lastAt: number | null;
}

/** What a series did while another one was anomalous, and what was to be expected of it. In the unit of the series. */
export interface Comparison {
  /** Mean of a gauge, sum of amounts or of a counter's increases, over the window of the anomaly. */
  readonly observed: number;
  /** Median of the same over comparable windows. */
  readonly expected: number;
  /** Ordinary distance of a window from what is expected of it, as a standard deviation; null where too few are known. */
  readonly spread: number | null;
}

/** A series that could be compared, as it takes part in a drill-down. */
export interface Move extends Comparison {
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** What all series with one value of a label did together. */
export interface LabelValueChange {
  readonly value: string;
  /** How many series carry it, and how many of them moved by more than their own spread. */
  readonly series: number;
  readonly moved: number;
  /** Sums of amounts; means of gauges. */
  readonly observed: number;
  readonly expected: number;
  readonly change: number;
  /**
   * Explanatory power: its part of the change of all values of the label that moved by more than their own spread, 0 for
   * the others. They sum to 1; one that moved the other way has less than 0. Null where there is nothing to share: no
   * value moved, or the changes cancel out.
   */
  readonly share: number | null;
  /** Its part of what was expected of all, 0 to 1; null where levels below zero leave no parts. */
  readonly usualShare: number | null;
  /** How much its part of the whole has changed: its term of the Jensen-Shannon divergence, in bits. */
  readonly surprise: number;
}

/** The change by the values of one label. */
export interface LabelChange {
  readonly label: string;
  /** The largest change first. */
  readonly values: readonly LabelValueChange[];
  /** The few values that explain the change; empty where it takes all of them, or none will do. */
  readonly explainedBy: readonly string[];
  /** Surprise for each of these values. */
  readonly surprise: number;
}
