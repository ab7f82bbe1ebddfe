import type { Caution } from '../cautions.ts';
import type { OriginPlan } from '../evaluation/plan-origins.ts';
import type { OriginForecast } from '../evaluation/rolling-origin.ts';
import type { ForecasterName } from '../forecaster.ts';
import type { Candidate } from './candidate.ts';
import type { Weighted } from './combine.ts';
import type { Score } from './contest.ts';

/** What is to be forecast: the prepared series, and the method where one was named. */
export interface SelectionRequest {
  readonly y: readonly number[];
  /** In steps, strongest first. */
  readonly seasonLengths: readonly number[];
  readonly horizon: number;
  readonly model: 'auto' | ForecasterName;
}

/** A candidate's result, or why it has none. */
export interface Tested {
  readonly name: string;
  readonly mase: number | null;
  readonly reason?: string;
}

/** The evidence of a selection that could be tested. */
export interface SelectionEvidence {
  readonly plan: OriginPlan;
  readonly forecasts: readonly OriginForecast[];
  readonly score: Score;
  readonly seasonalNaive: Score;
}

/** Who forecasts, with which weight, and why. */
export interface Selection {
  readonly members: readonly Weighted<Candidate>[];
  readonly tested: readonly Tested[];
  readonly evidence: SelectionEvidence | null;
  readonly cautions: Caution[];
}

/** Why a candidate did not compete. */
export function tooShortFor({ name, lengthMin }: Candidate): Tested {
  return { name, mase: null, reason: `requires ${lengthMin} points` };
}

/** The caution that the backtest looks less far ahead than the forecast. */
export function describeShortened(horizon: number): Caution {
  return {
    code: 'backtest-horizon-shortened',
    message: `the history allows a backtest over ${horizon} steps only`,
  };
}
