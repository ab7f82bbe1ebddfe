/** One series to be forecast elsewhere: equally spaced, without gaps, oldest first. */
export interface TimeGptQuestion {
  readonly y: readonly number[];
  /** pandas frequency. */
  readonly freq: string;
  readonly h: number;
  /** In percent, ascending. */
  readonly levels: readonly number[];
}

/** Its forecast: arrays of length `h`, intervals in the order of the levels. */
export interface TimeGptReply {
  /** The model that was asked. */
  readonly model: string;
  readonly mean: readonly number[];
  readonly intervals: readonly {
    readonly level: number;
    readonly lower: readonly number[];
    readonly upper: readonly number[];
  }[];
  /** What the account is charged for. */
  readonly tokens: { readonly input: number; readonly output: number; readonly finetune: number };
}

/** TimeGPT, as verbs see it. */
export interface TimeGpt {
  /** @throws {TimeGptUnavailable} when there is no answer to be had */
  forecast(question: TimeGptQuestion): Promise<TimeGptReply>;
}

/** Why TimeGPT gave no forecast. The message names the service's status and code, and nothing that was sent. */
export class TimeGptUnavailable extends Error {
  override readonly name = 'TimeGptUnavailable';
}
