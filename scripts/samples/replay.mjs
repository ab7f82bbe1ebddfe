/**
 * Where recorded series land when they are replayed as if they ended now. All functions are pure; instants are ms UTC.
 *
 * A plan is `{ move, lastAt }`: `move` takes a recorded instant to its replayed one, `lastAt` is the last replayed
 * instant that may be shown. Whole weeks keep weekday and hour of day, whole years keep the month, so that seasons stay
 * where they were; what would lie after `lastAt` is left out.
 */

/**
 * @typedef {{ move: (at: number) => number, lastAt: number }} Plan
 * @typedef {{ at: number, value: number }} Point
 * @typedef {{ from: number, to: number, kind: string }} Fault
 */

const WEEK_MS = 7 * 86_400_000;

/**
 * Shifts by whole weeks and ends with the last step that is over at `now`; less than a week of the record is left out.
 *
 * @param {{endAt: number, stepMs: number, now: number}} input `endAt` is the start of the last recorded step
 * @returns {Plan}
 */
export function planByWeeks({ endAt, stepMs, now }) {
  const lastAt = Math.floor(now / stepMs) * stepMs - stepMs;
  const shift = Math.ceil((lastAt - endAt) / WEEK_MS) * WEEK_MS;
  return { move: (at) => at + shift, lastAt };
}

/**
 * Shifts month starts by whole years and ends with the last calendar month that is over at `now`; at most eleven months
 * of the record are left out.
 *
 * @param {{endAt: number, now: number}} input `endAt` is the start of the last recorded month
 * @returns {Plan}
 */
export function planByYears({ endAt, now }) {
  const today = new Date(now);
  const last = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 1, 1));
  const end = new Date(endAt);
  const later = last.getUTCMonth() > end.getUTCMonth() ? 1 : 0;
  const years = last.getUTCFullYear() - end.getUTCFullYear() + later;
  return { move: (at) => addYears(at, years), lastAt: last.getTime() };
}

/**
 * Cuts the record `intoFaultMs` after its first fault began and shifts that place to the last step up to `now`.
 *
 * @param {{faultAt: number, intoFaultMs: number, stepMs: number, now: number}} input
 * @returns {Plan}
 */
export function planByCut({ faultAt, intoFaultMs, stepMs, now }) {
  const lastAt = Math.floor(now / stepMs) * stepMs;
  const shift = lastAt - (faultAt + intoFaultMs);
  return { move: (at) => at + shift, lastAt };
}

/**
 * Points of a plan, oldest first as they came.
 *
 * @param {readonly Point[]} points
 * @param {Plan} plan
 */
export function replayPoints(points, { move, lastAt }) {
  return points.map(({ at, value }) => ({ at: move(at), value })).filter(({ at }) => at <= lastAt);
}

/**
 * Faults of a plan: those that have begun; one still under way ends with the record.
 *
 * @param {readonly Fault[]} faults
 * @param {Plan} plan
 */
export function replayFaults(faults, { move, lastAt }) {
  return faults
    .map(({ from, to, kind }) => ({ from: move(from), to: Math.min(move(to), lastAt), kind }))
    .filter(({ from }) => from <= lastAt);
}

/**
 * @param {number} monthStartAt
 * @param {number} years
 */
function addYears(monthStartAt, years) {
  const month = new Date(monthStartAt);
  return Date.UTC(month.getUTCFullYear() + years, month.getUTCMonth(), 1);
}
