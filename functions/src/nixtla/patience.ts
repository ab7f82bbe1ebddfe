/** How long and how often an answer is waited for. */
export interface Patience {
  /** Attempts in all. */
  readonly attemptsMax: number;
  /** Between two attempts. */
  readonly pauseMs: number;
  /** After this much time no further attempt is made. */
  readonly totalMs: number;
  /** Of one attempt. */
  readonly timeoutMs: number;
}

/**
 * For work that nobody waits for: the attempts of Nixtla's own client. That client goes on for 360 s; here no attempt
 * begins after 200, so that the last is over before the lease of a run (5 minutes) is.
 */
export const taskPatience: Patience = {
  attemptsMax: 6,
  pauseMs: 10_000,
  totalMs: 200_000,
  timeoutMs: 60_000,
};

/** For work that a caller waits for, whose connection ends after two minutes. */
export const requestPatience: Patience = {
  attemptsMax: 3,
  pauseMs: 2_000,
  totalMs: 30_000,
  timeoutMs: 30_000,
};
