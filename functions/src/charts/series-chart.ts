import type { AnomalySeverity } from '../contracts/anomaly.ts';
import type { ChartTheme } from '../contracts/chart.ts';

/** Instants are ms UTC, values are in the unit of the series. */
export interface ChartPoint {
  readonly at: number;
  readonly value: number;
}

/** A prediction interval along the forecast; `level` in percent. */
export interface ChartBand {
  readonly level: number;
  readonly points: readonly { readonly at: number; readonly lower: number; readonly upper: number }[];
}

export interface ChartForecast {
  readonly means: readonly ChartPoint[];
  readonly bands: readonly ChartBand[];
}

export interface ChartAnomaly extends ChartPoint {
  readonly severity: AnomalySeverity;
}

/** When a threshold is expected to be crossed first: the median, and the range of 80 %. */
export interface ChartCrossing {
  readonly at: number;
  readonly earliest: number | null;
  readonly latest: number | null;
  readonly probability: number;
  /** Where it is drawn; null: along the foot of the chart. */
  readonly threshold: number | null;
}

/** Everything that a chart shows. What is not to be shown is empty or null. */
export interface SeriesChart {
  readonly title: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly unit: string | null;
  /** Size in pixels, within the bounds of `contracts/chart.ts`. */
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  /** IANA name. */
  readonly timeZone: string;
  /** Range of the time axis, `from` before `to`. */
  readonly from: number;
  readonly to: number;
  /** Oldest first, each instant once. */
  readonly history: readonly ChartPoint[];
  /** Points that are farther apart than this are not joined: data is missing between them. Null: all are joined. */
  readonly gapMs: number | null;
  readonly forecast: ChartForecast | null;
  readonly anomalies: readonly ChartAnomaly[];
  readonly thresholds: readonly number[];
  readonly crossing: ChartCrossing | null;
  readonly now: number | null;
  /** What the reader should know of the chart itself, such as that a forecast is gone. */
  readonly note: string | null;
}
