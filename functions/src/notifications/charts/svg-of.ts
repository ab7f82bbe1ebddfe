import type { SeriesChart } from '../../charts/series-chart.ts';

/** The chart as SVG. What draws (d3, Temporal) is loaded with the first chart: most instances draw none. */
export async function svgOf(chart: SeriesChart): Promise<string> {
  const { drawSeries } = await import('../../charts/draw-series.ts');
  return drawSeries(chart);
}
