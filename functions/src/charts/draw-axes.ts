import { drawText } from './draw-text.ts';
import { type Frame, margin } from './frame.ts';
import type { SeriesChart } from './series-chart.ts';
import { element, group, type Svg } from './svg.ts';
import { textWidth } from './text-width.ts';
import { typeSize } from './theme.ts';
import { type TimeTick, timeTicks } from './time-ticks.ts';

/** Pixels that a tick of the time axis takes: its label and air. */
const timeTickPixels = 64;

/** Value axis with a line across the plot for each tick. */
export function drawValueAxis({ left, right, y, palette, valueTicks }: Frame): Svg {
  return group(
    'value-axis',
    valueTicks.flatMap(({ value, label }) => [
      element('line', { x1: left, x2: right, y1: y(value), y2: y(value), stroke: palette.grid }),
      drawText(left - 8, y(value) + 4, label, { fill: palette.muted, anchor: 'end' }),
    ]),
  );
}

/** Time axis: a mark and a label for each tick, and below it the day or year that begins there. */
export function drawTimeAxis(chart: SeriesChart, frame: Frame): Svg {
  const { left, right, bottom, x, palette } = frame;
  const count = Math.floor((right - left) / timeTickPixels);
  const ticks = timeTicks(chart.from, chart.to, chart.timeZone, count);
  return group('time-axis', [
    element('line', { x1: left, x2: right, y1: bottom, y2: bottom, stroke: palette.muted }),
    ...ticks.flatMap(({ at, label }) => [
      element('line', { x1: x(at), x2: x(at), y1: bottom, y2: bottom + 5, stroke: palette.muted }),
      centred(x(at), bottom + 18, label, palette.text, chart.width),
    ]),
    ...contexts(ticks, frame, chart.width),
  ]);
}

/** The second line; what would run into the one before is left out. */
function contexts(ticks: readonly TimeTick[], { x, bottom, palette }: Frame, width: number): Svg[] {
  let end = Number.NEGATIVE_INFINITY;
  return ticks.flatMap(({ at, context }) => {
    if (context === null || context === '') return [];
    const half = textWidth(context, typeSize.text) / 2;
    if (x(at) - half < end + 8) return [];
    end = x(at) + half;
    return [centred(x(at), bottom + 32, context, palette.muted, width)];
  });
}

/** Text around `x`, moved where it would leave the picture. */
function centred(x: number, y: number, text: string, fill: string, width: number): Svg {
  const half = textWidth(text, typeSize.text) / 2;
  const within = Math.max(margin / 2 + half, Math.min(width - margin / 2 - half, x));
  return drawText(within, y, text, { fill, anchor: 'middle' });
}
