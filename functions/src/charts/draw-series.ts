import { chartHeightMax, chartHeightMin, chartWidthMax, chartWidthMin } from '../contracts/chart.ts';
import { drawAnomalies } from './draw-anomalies.ts';
import { drawTimeAxis, drawValueAxis } from './draw-axes.ts';
import { drawCrossing, drawCrossingRange, drawNow } from './draw-crossing.ts';
import { drawBands, drawMean } from './draw-forecast.ts';
import { drawHeading } from './draw-heading.ts';
import { drawGaps, drawHistory } from './draw-history.ts';
import { drawText } from './draw-text.ts';
import { drawThresholdLabels, drawThresholds } from './draw-thresholds.ts';
import { type Frame, frameOf } from './frame.ts';
import type { SeriesChart } from './series-chart.ts';
import { element, group, type Svg } from './svg.ts';
import { fontFamily } from './theme.ts';
import { describeChart } from './words.ts';

/**
 * A series as a picture: what was observed, what is expected and with which certainty, what was surprising, and which
 * lines matter. The same chart gives the same bytes; its size does not grow with the number of points.
 *
 * @returns an SVG document of its own, without style, script, links or ids, so that it may also stand within a page.
 * @throws RangeError for a size out of bounds, or a range that is none; both are checked where requests come in.
 */
export function drawSeries(chart: SeriesChart): string {
  requireDrawable(chart);
  const heading = drawHeading(chart);
  const frame = frameOf(chart, heading.bottom);
  const { width, height } = chart;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'font-family': fontFamily,
    },
    element('title', {}, chart.title),
    element('desc', {}, describeChart(chart)),
    element('rect', { width, height, fill: frame.palette.background }),
    heading.svg,
    drawGaps(chart, frame),
    drawValueAxis(frame),
    clipped(frame, chart, [
      ...(chart.crossing === null ? [] : [drawCrossingRange(chart.crossing, frame)]),
      ...(chart.forecast === null ? [] : [drawBands(chart.forecast, frame)]),
      drawThresholds(chart, frame),
      ...(chart.crossing === null ? [] : [drawCrossing(chart.crossing, frame)]),
      drawNow(chart, frame),
      drawHistory(chart, frame),
      ...(chart.forecast === null ? [] : [drawMean(chart.forecast, chart, frame)]),
      drawAnomalies(chart, frame),
    ]),
    drawThresholdLabels(chart, frame),
    drawTimeAxis(chart, frame),
    drawAbsence(chart, frame),
  ).markup;
}

/** A nested svg cuts off what leaves it, without the id that a clip path needs. */
function clipped({ left, right, top, bottom }: Frame, { width }: SeriesChart, pieces: readonly Svg[]): Svg {
  // Marks on the last points reach over the sides, not over the axes.
  const [x, end] = [left, Math.min(width, right + 8)];
  const box = { x, y: top, width: end - x, height: bottom - top, 'aria-hidden': 'true' };
  return element('svg', { ...box, viewBox: `${x} ${top} ${end - x} ${bottom - top}` }, ...pieces);
}

function drawAbsence({ history, forecast }: SeriesChart, { left, right, top, bottom, palette }: Frame): Svg {
  if (history.length > 0 || (forecast?.means.length ?? 0) > 0) return group('absence', []);
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const style = { fill: palette.muted, anchor: 'middle', halo: palette.background } as const;
  return group('absence', [drawText(x, y, 'no points in this range', style)]);
}

function requireDrawable({ width, height, from, to }: SeriesChart): void {
  const fits =
    width >= chartWidthMin && width <= chartWidthMax && height >= chartHeightMin && height <= chartHeightMax;
  if (!fits) throw new RangeError(`a chart of ${width} × ${height} pixels is out of bounds`);
  if (!(from < to)) throw new RangeError(`a chart needs a range of time, from ${from} to ${to} is none`);
}
