/** Open alerts of one group that a flush looks at, oldest first; what is more is counted, and told when others are over. */
export const groupAlertsMax = 1_000;

/** Alerts that one notification lists. */
export const listedAlertsMax = 100;

/** Bytes that the alerts of one notification take: a document holds one mebibyte. */
export const listedBytesMax = 500_000;

/** Alerts that may inhibit others, of one inhibition rule. */
export const inhibitionSourcesMax = 1_000;

/** A flush that is due later than this is left to the tick, which is exact to the minute. */
export const taskAheadMs = 10 * 60_000;

/** How long a group is kept in which nothing is open. */
export const groupKeptMs = 30 * 24 * 3_600_000;

/** Inhibition rules of one organization, at most: each is held against every alert of a group that is looked at. */
export const inhibitionsMax = 100;

/** Policies of one organization, at most. */
export { policiesMax } from '../../pipeline/alert/route-alert.ts';
