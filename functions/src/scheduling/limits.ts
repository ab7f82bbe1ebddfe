/** Series that one job may select. A run forecasts them one after the other in one invocation, so the bound is on its time. */
export const seriesPerJobMax = 50;

/** Times a run is begun before it is given up as failed. */
export const attemptsMax = 5;

/**
 * How long a worker may be silent before another takes its run. Renewed between series, so it bounds the time for one
 * series: a forecast from years of history takes seconds.
 */
export const leaseMs = 5 * 60_000;

/** How long a run may wait for its task before the sweep hands it out again. Longer than a queue's ordinary delay. */
export const pendingMs = 10 * 60_000;

/** Documents that a sweep or a deletion takes at a time. */
export const pageSize = 50;
