/** Which series and which label values of a metric moved while one of its series was anomalous. */

export { comparableSeries, type Population } from './comparable-series.ts';
export { describeDrillDown } from './describe.ts';
export { type DrillDown, drillDown } from './drill-down.ts';
export type { LabelChange, LabelValueChange, MeasureKind, Move, SiblingSeries } from './types.ts';
export { planWindows, type Span, spansToRead, type WindowPlan } from './windows.ts';
