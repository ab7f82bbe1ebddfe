const dayMs = 86_400_000;
const daysPerMonth = 365.25 / 12;

/**
 * Spacing of a series in ms; a month counts with its mean length. A minute where no spacing is known.
 *
 * @param {import('../wire.mjs').MetricAnswer['resolution']} resolution
 */
export function stepMsOf(resolution) {
  if (resolution === null) return 60_000;
  return resolution.count * (resolution.unit === 'month' ? daysPerMonth * dayMs : 1);
}
