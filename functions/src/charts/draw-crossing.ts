import type { Frame } from './frame.ts';
import type { ChartCrossing, SeriesChart } from './series-chart.ts';
import { element, group, type Svg } from './svg.ts';

/** The range of 80 % in which a threshold is expected to be crossed first, as a tint of the ground. */
export function drawCrossingRange({ at, earliest, latest }: ChartCrossing, frame: Frame): Svg {
  const { x, top, bottom, palette } = frame;
  const start = x(earliest ?? at);
  const box = { x: start, y: top, width: Math.max(0, x(latest ?? at) - start), height: bottom - top };
  return group('crossing-range', [element('rect', { ...box, fill: palette.crossing, 'fill-opacity': 0.1 })]);
}

/** When that is: a line at the median, and a bar over the range. */
export function drawCrossing(crossing: ChartCrossing, frame: Frame): Svg {
  const { x, top, bottom, palette } = frame;
  const { at, earliest, latest } = crossing;
  const [start, middle, end] = [x(earliest ?? at), x(at), x(latest ?? at)];
  const level = barLevel(crossing, frame);
  const stroke = palette.crossing;
  const upright = (pixel: number, y1: number, y2: number) =>
    element('line', { x1: pixel, x2: pixel, y1, y2, stroke, 'stroke-width': 1.5 });
  return group('crossing', [
    upright(middle, top, bottom),
    element('line', { x1: start, x2: end, y1: level, y2: level, stroke, 'stroke-width': 3 }),
    upright(start, level - 5, level + 5),
    upright(end, level - 5, level + 5),
    element('circle', { cx: middle, cy: level, r: 4.5, fill: stroke, stroke: palette.background }),
  ]);
}

/** On the threshold, or along the foot where that is not in the picture. */
function barLevel({ threshold }: ChartCrossing, { y, top, bottom }: Frame): number {
  const level = threshold === null ? bottom : y(threshold);
  return level < top || level > bottom ? bottom : level;
}

/** The present, as a fine line. */
export function drawNow({ now, from, to }: SeriesChart, { x, top, bottom, palette }: Frame): Svg {
  if (now === null || now < from || now > to) return group('now', []);
  return group('now', [
    element('line', {
      x1: x(now),
      x2: x(now),
      y1: top,
      y2: bottom,
      stroke: palette.muted,
      'stroke-dasharray': '2 3',
    }),
  ]);
}
