/**
 * The real clock, which can be moved on: a host that runs everything itself need not wait for a schedule to come due.
 *
 * @param {() => number} [realMs]
 * @returns {Required<import('../backend.mjs').Clock>}
 */
export function movableClock(realMs = Date.now) {
  let aheadMs = 0;
  const now = () => new Date(realMs() + aheadMs);
  return {
    now,
    /** Never back. */
    advanceTo(instant) {
      aheadMs += Math.max(0, instant.getTime() - now().getTime());
    },
  };
}
