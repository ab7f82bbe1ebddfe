import { anomalyKinds, spanOf } from './anomaly-kinds.mjs';
import { diceOf } from './dice.mjs';
import { graceRows } from './injected-cases.mjs';
import { robustNoise } from './robust-noise.mjs';

/** Anomalies in one copy, each somewhere in its quarter of the second part of the series. */
const anomaliesEach = 4;
const firstShare = 0.4;

/**
 * A copy of a clean series with four anomalies of kinds and sizes drawn at random, labelled, for any detector to look at:
 * a line of `--data`, with `anomalies` that tell kind and size beside `windows`. Rows that go missing are left out.
 *
 * @param {import('./base-series.mjs').BaseSeries} base
 * @param {number} seed
 */
export function labelledCopy(base, seed) {
  const dice = diceOf(seed);
  const span = spanOf(base.season);
  const noise = robustNoise(base.values, base.noiseLag);
  /** @type {(number | null)[]} */
  const values = [...base.values];
  const anomalies = Array.from({ length: anomaliesEach }, (_, quarter) => {
    const [from, to] = [quarter, quarter + 1].map((part) =>
      Math.ceil(values.length * (firstShare + ((1 - firstShare) * part) / anomaliesEach)),
    );
    const { kind, size, rows } = drawAnomaly({ base, span, noise, dice }, from ?? 0, to ?? 0);
    const row = (from ?? 0) + Math.floor(dice.uniform() * Math.max(1, (to ?? 0) - (from ?? 0) - rows));
    const made = kind.make(size, { base, row, noise, span, dice });
    if (made === undefined) return undefined;
    const kept = made.slice(0, values.length - row);
    values.splice(row, kept.length, ...kept);
    const last = Math.min(values.length - 1, row + kept.length - 1 + graceRows);
    const [start, end] = [base.timestamps[row] ?? 0, base.timestamps[last] ?? 0];
    return { kind: kind.kind, size, start, end };
  }).filter((one) => one !== undefined);
  const kept = values.flatMap((value, row) => (value === null ? [] : [row]));
  return {
    file: `injected/${base.family}/${base.file}`,
    timestamps: kept.map((row) => base.timestamps[row] ?? 0),
    values: kept.map((row) => values[row] ?? 0),
    windows: [...base.windows, ...anomalies.map(({ start, end }) => [start, end])],
    anomalies,
  };
}

/**
 * A kind and size that is not longer than its quarter.
 *
 * @param {Omit<import('./anomaly-kinds.mjs').Place, 'row'>} place
 * @param {number} from
 * @param {number} to
 */
function drawAnomaly(place, from, to) {
  for (;;) {
    const kind = anomalyKinds[Math.floor(place.dice.uniform() * anomalyKinds.length)];
    const size = kind?.sizes[Math.floor(place.dice.uniform() * kind.sizes.length)];
    const rows = size === undefined ? undefined : kind?.make(size, { ...place, row: from })?.length;
    if (kind !== undefined && size !== undefined && rows !== undefined && rows < to - from)
      return { kind, size, rows };
  }
}
