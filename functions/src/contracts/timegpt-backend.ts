import type { Money } from './money.ts';
import type { TokenCount } from './token-count.ts';

/** One series to be forecast elsewhere: equally spaced, without gaps, oldest first. */
export interface TimeGptQuestion {
  readonly y: readonly number[];
  /** pandas frequency. */
  readonly freq: string;
  readonly h: number;
  /** In percent, ascending. */
  readonly levels: readonly number[];
}

/** What the account is charged for: a series' share of its request. */
export interface TimeGptSpending {
  readonly tokens: TokenCount;
  /** By the price that the deployment names; null where it names none. */
  readonly cost: Money | null;
}

/** The forecast of a series: arrays of length `h`, intervals in the order of the levels. */
export interface TimeGptReply extends TimeGptSpending {
  /** The model that was asked. */
  readonly model: string;
  readonly mean: readonly number[];
  readonly intervals: readonly {
    readonly level: number;
    readonly lower: readonly number[];
    readonly upper: readonly number[];
  }[];
}

/** Why TimeGPT gave no forecast. The message names the service's status and code, and nothing that was sent. */
export class TimeGptUnavailable extends Error {
  override readonly name = 'TimeGptUnavailable';
  /** What was charged all the same: the service answered, and its answer is of no use for the series. */
  readonly spending: TimeGptSpending | undefined;

  constructor(message: string, spending?: TimeGptSpending) {
    super(message);
    this.spending = spending;
  }
}

export type TimeGptAnswer = TimeGptReply | TimeGptUnavailable;

/** TimeGPT, as verbs see it. */
export interface TimeGpt {
  /**
   * One answer for each question, in their order. Questions that are alike in frequency, horizon and levels share
   * requests. `beforeRequest` is awaited before each request, which may take minutes; what it throws ends the asking.
   */
  forecast(
    questions: readonly TimeGptQuestion[],
    beforeRequest?: () => Promise<void>,
  ): Promise<TimeGptAnswer[]>;
}
