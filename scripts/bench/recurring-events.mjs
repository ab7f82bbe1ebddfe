import { createDetector, hearSeries } from '../../functions/lib/detection/index.js';
import { randomNormals } from '../../functions/lib/forecasting/numerics/random-normals.js';

/**
 * An event that comes back: how high and how long, in points; and what the series has of points, in ms and number.
 *
 * @typedef {{ height: number, length: number, stepMs: number, points: number, everyPoints: number }} Recurrence
 * @typedef {{ from: number, to: number, large: boolean }} Event
 * @typedef {import('../../functions/lib/detection/feedback/feedback.js').HeardEpisode} HeardEpisode
 */

const dayMs = 86_400_000;
const startAt = Date.UTC(2024, 0, 1);

/** Sizes and lengths vary by 15 % (logarithms of them, normal). */
const jitter = 0.15;

/**
 * A daily season with noise of 5 and an event that comes back, every fourth time twice as large; and what the detector
 * finds of each event, those of which it finds nothing left out.
 *
 * @param {Recurrence} recurrence
 * @param {number} seed
 * @returns {{ event: Event, found: HeardEpisode[] }[]}
 */
export function recurringEvents(recurrence, seed) {
  const { stepMs, points } = recurrence;
  const normal = randomNormals(seed);
  const added = new Float64Array(points);
  const events = placeEvents(recurrence, normal, added);
  const detector = createDetector({ resolutionMs: stepMs });
  const detections = Array.from(added, (more, i) => {
    const at = startAt + i * stepMs;
    return detector.update(at, 100 + 40 * Math.sin((2 * Math.PI * at) / dayMs) + 5 * normal() + more);
  });
  const heard = hearSeries(detections, []);
  return events
    .map((event) => ({ event, found: heard.filter(({ episode }) => isDuring(event, episode.startAt)) }))
    .filter(({ found }) => found.length > 0);
}

/** @param {Event} event @param {number} at */
const isDuring = ({ from, to }, at) => at >= from && at < to;

/**
 * @param {Recurrence} recurrence
 * @param {() => number} normal
 * @param {Float64Array} added
 * @returns {Event[]}
 */
function placeEvents({ height, length, stepMs, points, everyPoints }, normal, added) {
  /** @type {Event[]} */
  const events = [];
  for (let at = Math.round(0.3 * points); at < points - 5 * length; ) {
    const large = events.length % 4 === 3;
    const size = height * Math.exp(jitter * normal()) * (large ? 2 : 1);
    const lasts = Math.max(1, Math.round(length * Math.exp(jitter * normal())));
    for (let i = 0; i < lasts; i += 1) added[at + i] = size;
    events.push({ from: startAt + at * stepMs, to: startAt + (at + lasts) * stepMs, large });
    at += Math.round(everyPoints * Math.exp(jitter * normal()));
  }
  return events;
}
