/** Series that one request rehearses. */
export const seriesMax = 20;

/** Time that one request rehearses. */
export const daysMax = 90;

/** Points that one request evaluates, of all series. */
export const pointsMax = 50_000;

/** Points from before the rehearsal that one request reads, of all series. */
export const knownPointsMax = 100_000;

/** Forecasts that one request makes: some 50 ms each. */
export const forecastsMax = 400;

/** How long a request makes forecasts; it then answers for the time up to there. */
export const forecastingMsMax = 45_000;

/** Chunk documents that are read of one series. */
export const chunksMax = 400;

/** Transitions and episodes that one answer holds, each. */
export const entriesMax = 2_000;

/** Alerts of other rules that are looked at for inhibition, newest first. */
export const otherAlertsMax = 1_000;
