import type { Extent } from './extent.ts';

/** What a member says of an anomaly: it was one, it was none, or it was one that was to be expected. */
export type AnomalyLabel = 'true' | 'false' | 'expected';

/** A labelled anomaly, as detection learns from it. Plain JSON; instants in ms UTC. */
export interface Lesson {
  readonly anomalyId: string;
  readonly label: AnomalyLabel;
  /** When it was labelled: of two lessons that contradict each other the later one holds. */
  readonly labelledAt: number;
  /** When the anomaly began. The lesson is about episodes that begin later. */
  readonly startAt: number;
  readonly extent: Extent;
}
