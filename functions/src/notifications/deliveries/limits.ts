const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/**
 * How long each attempt waits after the one before: the schedule of Standard Webhooks 1.0.0 ("Deliverability and
 * reliability"), some 75 hours in all.
 */
export const retryDelaysMs: readonly number[] = [
  0,
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
];

/** Attempts until a message is given up as a dead letter. */
export const attemptsMax = retryDelaysMs.length;

/** The longest that `Retry-After` is heeded: a receiver that asks for a year gets what any other does. */
export const retryAfterMaxMs = 24 * hourMs;

/** How long one attempt may take; Standard Webhooks asks for 15 to 30 seconds. */
export const sendTimeoutMs = 30 * secondMs;

/** How long a worker may be silent before another takes its message: an attempt, and what is read and written around it. */
export const leaseMs = 2 * minuteMs;

/** How long a task may be late before the tick takes it for lost. */
export const queueGraceMs = 30 * secondMs;

/** When a delivery that waits for another looks again, should nobody have told it that the other is over. */
export const holdMs = minuteMs;

/** Attempts that a delivery keeps: those of two rounds, so that it stays small however often it is sent again. */
export const attemptsKept = 2 * attemptsMax;

/** The time over which the messages of a channel are counted (`maxPerMinute`). */
export const paceWindowMs = minuteMs;

/** Messages a minute that one counter takes: Firestore likes one write a second to a document. */
export const perLaneMax = 60;

/** Counters that a channel has at the most: those of 600 messages a minute. */
export const lanesMax = 10;

/** Deliveries that a digest reads to list what it stands for; what is more is counted. */
export const digestReadsMax = 2_000;

/** Deliveries of one group to one channel that a claim looks at: more than one waits only where many kinds of news do. */
export const queueMax = 50;

/** How long a delivery is kept once it is over. */
export const keptMs = 90 * 24 * hourMs;

/** Deliveries that one tick hands to the queue; the rest is the next one's, the longest due first. */
export const advanceLimits = { atOnce: 100, perTick: 5_000 } as const;
