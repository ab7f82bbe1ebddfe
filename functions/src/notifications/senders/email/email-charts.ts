import type { ToldAlert } from '../../../contracts/notification-delivery.ts';

/** The series of an alert, drawn. */
export interface ChartImage {
  /** PNG. */
  readonly png: Uint8Array;
  /** What stands for it where pictures are not shown. */
  readonly alt: string;
}

/** Draws the series of an alert of an organization; null where there is none to draw. */
export type ChartOf = (
  alert: ToldAlert,
  options: { readonly orgId: string; readonly signal: AbortSignal },
) => Promise<ChartImage | null>;

/** Pictures in one mail. */
const chartsMax = 3;

/** Bytes of pictures in one mail: mail servers take some ten megabytes, and people read on phones. */
const bytesMax = 1_500_000;

/** Charts by the id of the alert: of those that stand first in the mail. One that fails is left out, and the mail goes. */
export async function drawCharts(
  alerts: readonly ToldAlert[],
  chartOf: ChartOf,
  options: { readonly orgId: string; readonly signal: AbortSignal; readonly warn: (error: unknown) => void },
): Promise<ReadonlyMap<string, ChartImage>> {
  const charts = new Map<string, ChartImage>();
  let bytes = 0;
  for (const alert of alerts.filter(({ metricId }) => metricId !== null).slice(0, chartsMax)) {
    try {
      const chart = await chartOf(alert, options);
      if (chart === null || bytes + chart.png.length > bytesMax) continue;
      bytes += chart.png.length;
      charts.set(alert.alertId, chart);
    } catch (error) {
      options.warn(error);
    }
  }
  return charts;
}
