/**
 * What a chart covers: values from bottom to top, instants (ms UTC) from first to last, and where the history ends if a
 * forecast follows.
 *
 * @typedef {{ top: number, bottom: number, from: number, now: number | undefined, to: number }} Scale
 * @typedef {{ at: number, value: number }} Observed
 * @typedef {{ at: number, mean: number, lower: number, upper: number }} Expected
 */

/**
 * The scale that holds all points and intervals; undefined without points.
 *
 * @param {readonly Observed[]} history
 * @param {readonly Expected[]} forecast
 * @returns {Scale | undefined}
 */
export function scaleOf(history, forecast) {
  const values = [
    ...history.map(({ value }) => value),
    ...forecast.flatMap(({ mean, lower, upper }) => [mean, lower, upper]),
  ];
  const instants = [...history, ...forecast].map(({ at }) => at);
  const [from, to] = [instants[0], instants.at(-1)];
  if (from === undefined || to === undefined) return undefined;
  const [bottom, top] = [Math.min(...values), Math.max(...values)];
  const now = history.at(-1)?.at;
  return { top, bottom, from, now: forecast.length === 0 ? undefined : now, to };
}

/**
 * Where an instant and a value lie on a canvas, in dots.
 *
 * @param {{ width: number, height: number }} canvas
 * @param {Scale} scale
 */
export function placeOn({ width, height }, { top, bottom, from, to }) {
  return (/** @type {number} */ at, /** @type {number} */ value) => ({
    x: Math.round(share(at, from, to) * (width - 1)),
    y: Math.round((1 - share(value, bottom, top)) * (height - 1)),
  });
}

/**
 * Where a value lies between two others, 0 to 1; in the middle when these are one.
 *
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
export const share = (value, low, high) => (high > low ? (value - low) / (high - low) : 0.5);
