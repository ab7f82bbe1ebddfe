/** What is surprising in a stream of points: pure, causal, with a state that fits in one document. */

export { detectSeries } from './detect-series.ts';
export { createDetector, type Detector, restoreDetector } from './detector.ts';
export { type Extent, extentOfPeak } from './feedback/extent.ts';
export { createFeedback, type Feedback, type FeedbackState, restoreFeedback } from './feedback/feedback.ts';
export { hearSeries } from './feedback/hear-series.ts';
export type { AnomalyLabel, Lesson } from './feedback/lesson.ts';
export { describeLesson, describeLowered } from './feedback/words.ts';
export { createGate, type Gate, type GateOptions, type GateState, restoreGate } from './gate.ts';
export type { Outlook } from './outlook.ts';
export type { StoredState } from './stored-state.ts';
export type {
  AnomalyKind,
  Detection,
  DetectorOptions,
  Episode,
  Observation,
  Severity,
  Verdict,
} from './types.ts';
export { detectorVersion } from './version.ts';
