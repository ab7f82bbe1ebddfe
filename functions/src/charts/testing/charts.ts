import type { SeriesChart } from '../series-chart.ts';

export const hourMs = 3_600_000;

/** Noon of a Saturday. */
export const noon = Date.parse('2026-11-21T12:00:00Z');

/** A day of hourly values 0, 10, 20, 30 again and again, and nothing else. */
export const plainChart = (change: Partial<SeriesChart> = {}): SeriesChart => ({
  title: 'flights.departures',
  labels: { airport: 'ATL' },
  unit: 'flights',
  ...{ width: 640, height: 320, theme: 'light', timeZone: 'UTC' },
  from: noon - 24 * hourMs,
  to: noon + 24 * hourMs,
  history: Array.from({ length: 24 }, (_, hour) => ({
    at: noon + (hour - 23) * hourMs,
    value: (hour % 4) * 10,
  })),
  gapMs: 1.5 * hourMs,
  ...{ forecast: null, anomalies: [], thresholds: [], crossing: null, now: null, note: null },
  ...change,
});

/** A forecast of a day at 15, ±5 with 80 % and ±10 with 95 %. */
export const flatForecast: NonNullable<SeriesChart['forecast']> = {
  means: hours().map((at) => ({ at, value: 15 })),
  bands: [80, 95].map((level, index) => ({
    level,
    points: hours().map((at) => ({ at, lower: 15 - 5 * (index + 1), upper: 15 + 5 * (index + 1) })),
  })),
};

function hours(): number[] {
  return Array.from({ length: 24 }, (_, hour) => noon + (hour + 1) * hourMs);
}
