const minuteMs = 60_000;

/** How much one step of an erasure takes on, and how many steps one task does. */
export interface ErasureLimits {
  /** Documents that are deleted in one transaction, which takes 10 MiB with their index entries. */
  readonly documents: number;
  /** Steps after which a task hands over to the next. */
  readonly steps: number;
}

export const erasureLimits: ErasureLimits = { documents: 200, steps: 200 };

/** Time in which a deletion can be taken back, where the deployment does not say otherwise. */
export const defaultGraceMs = 7 * 24 * 60 * minuteMs;

/**
 * How long an erasure waits, when nothing is left, before it looks again. For an organization longer than a key is remembered
 * by an instance (a minute) and an invocation that began then may take (nine); for a person longer than an ID token that was
 * given out before stays valid (an hour).
 */
export const settleMs = { organization: 15 * minuteMs, user: 65 * minuteMs } as const;

/** When the sweep looks after an erasure whose task is lost. */
export const recoverMs = 30 * minuteMs;

/** When somebody who cannot be erased yet is looked at again. */
export const blockedMs = 24 * 60 * minuteMs;
