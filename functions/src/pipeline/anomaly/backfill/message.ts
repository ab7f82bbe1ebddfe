import type { AnomalyBackfill } from '../../../contracts/anomaly-backfill.ts';

const count = (number: number, one: string, many: string): string =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;

/** How far a backfill is, in a sentence. */
export function messageOf({ state, series, points, anomalies, reportOnly }: AnomalyBackfill): string {
  const { found, fresh, superseded } = anomalies;
  if (state === 'completed' && series.done === 0) return 'no series of this selector';
  const failed = series.failed === 0 ? '' : `, ${count(series.failed, 'of them', 'of them')} given up`;
  const done = `${count(series.done, 'series', 'series')} done${failed}, ${count(points, 'point', 'points')}`;
  const told = `${count(found, 'anomaly', 'anomalies')} found, ${fresh} of them new, ${superseded} superseded`;
  return `${done}: ${told}${reportOnly ? ' (nothing was written)' : ''}`;
}
