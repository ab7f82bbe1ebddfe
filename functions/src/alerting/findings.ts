import type { Anomaly } from '../contracts/anomaly.ts';
import type { Forecast } from '../contracts/forecast.ts';
import type { ObservedHistory } from './observed-history.ts';

/** What counting needs to know of an anomaly, of this batch or from before. */
export type RecentAnomaly = Pick<Anomaly, 'startAt' | 'endAt' | 'severity' | 'score' | 'label'> & {
  readonly anomalyId: string;
};

/** The anomalies of the last points of a series, oldest first. */
export interface RecentAnomalies {
  readonly anomalies: readonly RecentAnomaly[];
  /** Instants of anomalous points, oldest first: an anomaly spans some that are calm, too. */
  readonly anomalousAt: readonly Date[];
}

/** What is newly known of one series. A condition looks at its own part; what is absent decides nothing. */
export interface Findings {
  /** New points, later than all before them. */
  readonly observations?: readonly { readonly at: Date; readonly value: number }[] | undefined;
  /** Points came that are not later than all before them: the newest of these, and the newest of all. */
  readonly late?: { readonly to: Date; readonly newest: Date } | undefined;
  /** Points old and new, as far as the rules on the series ask for them (`lookBackOf`). */
  readonly history?: ObservedHistory | undefined;
  /** Of the wall clock that the series follows; UTC where absent. */
  readonly timeZone?: string | undefined;
  readonly anomalies?: readonly { readonly anomalyId: string; readonly anomaly: Anomaly }[] | undefined;
  /** Those of the last points, and which of these were anomalous, for conditions that count. */
  readonly recent?: RecentAnomalies | undefined;
  /** Newest point that the detector has seen. Needed with `anomalies`, and enough without any. */
  readonly detectedThrough?: Date | undefined;
  readonly forecast?: { readonly forecastId: string; readonly forecast: Forecast } | undefined;
}
