import type { AlertRule } from '../../contracts/alert-rule.ts';
import type { Labels } from '../../contracts/common.ts';
import type { Findings } from '../findings.ts';
import type { GroupChannel } from '../notify/flush-types.ts';
import type { InhibitionEntry } from '../notify/inhibited-by.ts';
import type { PolicyEntry } from '../notify/routes-of.ts';
import type { ObservedPoint } from '../observed-history.ts';
import type { KnownSilence } from '../silences/apply-silences.ts';
import type { SubjectMetric } from '../subject.ts';

/** A series as it was stored. Whoever looks at it for the rehearsal must not look at points that are yet to come. */
export interface RehearsedSeries {
  readonly metricId: string;
  readonly metric: SubjectMetric;
  /** Of the wall clock that it follows; UTC where absent. */
  readonly timeZone?: string | undefined;
  /** Oldest first, each instant once. Those from before the rehearsal are what is known when it begins. */
  readonly points: readonly ObservedPoint[];
  /** What the detector finds at the next point: called for each, from the first of all on. For rules on anomalies. */
  readonly detect?: ((point: ObservedPoint) => Detected) | undefined;
  /** The forecast that is made of the points up to this one, if one is; its origin is that point. For rules on forecasts. */
  readonly forecast?: ((index: number) => Findings['forecast']) | undefined;
}

/** What a detector says at one point. */
export type Detected = Pick<Findings, 'anomalies' | 'recent' | 'detectedThrough'>;

/** An alert of another rule that fired at the time, by which those of the rehearsed may be inhibited. */
export interface OtherAlert {
  readonly alertId: string;
  /** Those of `matchLabelsOf`. */
  readonly labels: Labels;
  readonly from: Date;
  /** Null where it still fires. */
  readonly to: Date | null;
}

/** One rule, what it watches, and how its alerts would be told. */
export interface Rehearsal {
  readonly ruleId: string;
  readonly rule: AlertRule;
  readonly series: readonly RehearsedSeries[];
  readonly policies: readonly PolicyEntry[];
  /** They hold by their times, as if they had been there from the beginning. */
  readonly silences: readonly KnownSilence[];
  readonly inhibitions: readonly InhibitionEntry[];
  readonly others: readonly OtherAlert[];
  /** Channels that are known; one that a route names and that is not among them is missing. */
  readonly channels: readonly GroupChannel[];
  /** Points from here on are evaluated. */
  readonly from: Date;
  /** The clock stops here; what would come later is not part of the answer. */
  readonly to: Date;
}
