/**
 * Series that one job may select. The worker that splits a run holds their ids and the instants of their newest points, some
 * 20 MB for so many.
 */
export const seriesPerJobMax = 100_000;

/**
 * Series that one task forecasts, one after the other, within the time of its function. A run over more is split into
 * batches of so many, worked side by side.
 */
export const seriesPerBatch = 50;

/** Batches that a plan writes, or a page of them holds: outcomes of all their series are a megabyte or so. */
export const batchesPerCommit = 100;

/** Tasks of batches that are enqueued at the same time. */
export const enqueuedAtOnce = 50;

/** How many times `pendingMs` a run waits for a sign of life of its batches, at the most. */
export const handOutsMax = 6;

/** How long a worker of a batch works on without looking whether its run still stands: no longer than a series takes. */
export const lookMs = 10_000;

/** How often a run says how far it is, at the most. A document takes about one write a second. */
export const progressMs = 5_000;

/** Series that a run in batches names in its own document, of those that were not forecast. Batches name all. */
export const outcomesInRunMax = 100;

/** Series that one job with a hierarchy may select. They are forecast together, which costs far less than one by one. */
export const leavesPerJobMax = 500;

/** Points of all series of a hierarchy that a run looks at, within the memory of its function. */
export const pointsPerHierarchyMax = 1_000_000;

/** Times a run is begun before it is given up as failed. */
export const attemptsMax = 5;

/**
 * How long a worker may be silent before another takes its run. Renewed between series, so it bounds the time for one
 * series: a forecast from years of history takes seconds.
 */
export const leaseMs = 5 * 60_000;

/** How long a run may wait for its task before the sweep hands it out again. Longer than a queue's ordinary delay. */
export const pendingMs = 10 * 60_000;

/** Documents that a deletion takes at a time. */
export const pageSize = 50;

/** How long a job waits after its first failure before it runs again, doubled with each further one. */
export const backOffMs = 5 * 60_000;

/** How long it waits at the most: a job that was repaired is not long without forecasts, and a daily one misses no day. */
export const backOffMaxMs = 6 * 3_600_000;

/** How long a run that waits for late data sleeps at a time, at the least and at the most. */
export const waitStepMinMs = 5 * 60_000;
export const waitStepMaxMs = 30 * 60_000;

/**
 * What one sweep hands out, unless its deployment has fewer workers. A queue of Cloud Tasks starts at most 500 tasks a second, 30,000 a minute: a sweep stays below
 * that, so that what waits, waits where it is in order and can be seen, not in the queue. Three calls a job of some
 * 50 ms each, a hundred jobs at the same time: half a minute for a full sweep.
 */
export const dispatchLimits = { atOnce: 100, perSweep: 20_000 } as const;

/** Jobs of an earlier version that one sweep brings up to date. Each counts its series, which may be 500 reads. */
export const migrateLimits = { atOnce: 20, perSweep: 1_000 } as const;

/** Series that are read at a time where a job selects them. */
export const selectionPageSize = 500;

/** Series that a run looks through for a pattern of keys that Firestore cannot look for by itself; one read each. */
export const seriesLookedAtMax = 200_000;

/** Batches that a page of the outcomes of a run looks into: a thousand outcomes. */
export const batchesPerPage = 20;
