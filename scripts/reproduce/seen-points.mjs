import { inputHash } from '../../functions/lib/pipeline/forecast/input-hash.js';
import { stepMsOf } from '../start/report/step-of.mjs';

/**
 * @typedef {import('../start/wire.mjs').ForecastAnswer} StoredForecast
 * @typedef {{ at: number, value: number }} Point
 */

/** Last points that are tried; more than these lie within one step only in a series that is far denser than its grid. */
const endsMax = 2_000;

/**
 * The points that a stored forecast saw, out of its series as it is now: points may have come since, and only the
 * newest of a long series were looked at. The hash of the input recognises them.
 *
 * @param {readonly Point[]} points
 * @param {StoredForecast['card']['history']} history
 * @returns {Point[] | undefined} undefined when no run of points has that hash: some were changed, added or removed
 */
export function seenPoints(points, { to, newestAt, resolution, observed, inputHash: hash }) {
  const sorted = points.toSorted((a, b) => a.at - b.at);
  const last = Date.parse(newestAt ?? to);
  // Forecasts from before the newest point was kept say only where its step began.
  const slack = newestAt ? 0 : 1.5 * stepMsOf(resolution);
  const near = (/** @type {number} */ at) => Math.abs(at - last) <= slack;
  const ends = sorted.flatMap(({ at }, index) => (near(at) ? [index + 1] : [])).slice(0, endsMax);
  for (const end of [sorted.length, ...ends]) {
    const run = sorted.slice(Math.max(0, end - observed), end);
    if (inputHash(run) === hash) return run;
  }
  return undefined;
}
