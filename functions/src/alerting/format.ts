import type { Labels } from '../contracts/common.ts';

const dayMs = 86_400_000;

/** A number for a person: six significant digits, integers in full. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return String(Math.abs(value) >= 1e5 ? Math.round(value) : Number(value.toPrecision(6)));
}

/** A probability in two decimals that never claims certainty it does not have: `p = 0.93`, `p > 0.99`. */
export function formatProbability(probability: number): string {
  if (probability > 0.995 && probability < 1) return 'p > 0.99';
  if (probability < 0.005 && probability > 0) return 'p < 0.01';
  return `p = ${probability.toFixed(2)}`;
}

/** A duration in its largest whole unit: `45 s`, `90 min`, `24 h`, `3 d`. */
export function formatDuration(seconds: number): string {
  if (seconds >= 2 * 86_400 && seconds % 86_400 === 0) return `${seconds / 86_400} d`;
  if (seconds >= 3_600 && seconds % 3_600 === 0) return `${seconds / 3_600} h`;
  if (seconds >= 60 && seconds % 60 === 0) return `${seconds / 60} min`;
  return `${seconds} s`;
}

/** An instant to the minute, in UTC: `2026-11-21 14:00 UTC`. */
export function formatInstant(instant: Date): string {
  return `${instant.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** An instant as said on the day of another: `14:00 UTC` on that day, with the date otherwise. */
export function formatInstantFrom(instant: Date, reference: Date): string {
  const sameDay = Math.floor(instant.getTime() / dayMs) === Math.floor(reference.getTime() / dayMs);
  return sameDay ? formatInstant(instant).slice(11) : formatInstant(instant);
}

/** How a series is called: `flights.departures{airport=ATL}`; labels in order of their names. */
export function formatSeries({ key, labels }: { key: string; labels: Labels }): string {
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  if (pairs.length === 0) return key;
  return `${key}{${pairs.map(([name, value]) => `${name}=${value}`).join(',')}}`;
}
