import type { AnomalySeverity } from '../contracts/anomaly.ts';
import { severityMark } from './draw-anomalies.ts';
import { bandOpacity } from './draw-forecast.ts';
import { formatValue } from './format-value.ts';
import type { SeriesChart } from './series-chart.ts';
import { splitAtGaps } from './split-at-gaps.ts';
import { element, type Svg } from './svg.ts';
import type { Palette } from './theme.ts';
import { crossingWords } from './words.ts';

/** Width of a sample of what the entry explains. */
export const swatchWidth = 22;

/** One thing that a chart shows, with what it looks like: drawn into 22 × 12 pixels at a corner. */
export interface LegendEntry {
  readonly text: string;
  swatch(x: number, y: number): Svg;
}

/** What there is in a chart, and only that. */
export function legendEntries(chart: SeriesChart, palette: Palette): LegendEntry[] {
  const { history, forecast, anomalies, crossing, now, from, to } = chart;
  const entries: (LegendEntry | false)[] = [
    history.length > 0 && stroke('observed', palette.history, { 'stroke-width': 1.8 }),
    forecast !== null &&
      stroke('forecast (mean)', palette.forecast, { 'stroke-width': 2, 'stroke-dasharray': '5 3' }),
    ...bandEntries(chart, palette),
    crossing !== null &&
      upright(crossingWords(crossing, chart.timeZone), palette.crossing, { 'stroke-width': 2.5 }),
    ...severitiesIn(anomalies).map((severity) => ({
      text: `${severity} anomaly`,
      swatch: (x: number, y: number) => severityMark(x + swatchWidth / 2, y + 6, severity, palette),
    })),
    splitAtGaps(history, chart.gapMs).gaps.length > 0 && tile('no data', palette.gap, 1),
    now !== null && now >= from && now <= to && upright('now', palette.muted, { 'stroke-dasharray': '2 3' }),
  ];
  return entries.filter((entry) => entry !== false);
}

/** A tile is as dark as the intervals are where this is the outermost of those that overlap. */
function bandEntries({ forecast }: SeriesChart, palette: Palette): LegendEntry[] {
  const levels = [...(forecast?.bands ?? [])].map(({ level }) => level).sort((a, b) => a - b);
  return levels.map((level, index) =>
    tile(
      `${formatValue(level)} % interval`,
      palette.forecast,
      1 - (1 - bandOpacity) ** (levels.length - index),
    ),
  );
}

function severitiesIn(anomalies: SeriesChart['anomalies']): AnomalySeverity[] {
  const order: readonly AnomalySeverity[] = ['low', 'medium', 'high', 'critical'];
  return order.filter((severity) => anomalies.some((one) => one.severity === severity));
}

const stroke = (text: string, colour: string, style: object): LegendEntry => ({
  text,
  swatch: (x, y) =>
    element('line', { x1: x, x2: x + swatchWidth, y1: y + 6, y2: y + 6, stroke: colour, ...style }),
});

const upright = (text: string, colour: string, style: object): LegendEntry => ({
  text,
  swatch: (x, y) => {
    const middle = x + swatchWidth / 2;
    return element('line', { x1: middle, x2: middle, y1: y - 1, y2: y + 13, stroke: colour, ...style });
  },
});

const tile = (text: string, colour: string, opacity: number): LegendEntry => ({
  text,
  swatch: (x, y) =>
    element('rect', { x, y, width: swatchWidth, height: 12, fill: colour, 'fill-opacity': opacity }),
});
