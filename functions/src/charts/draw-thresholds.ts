import { drawText } from './draw-text.ts';
import { formatValue } from './format-value.ts';
import type { Frame } from './frame.ts';
import type { SeriesChart } from './series-chart.ts';
import { element, group, type Svg } from './svg.ts';

/** Threshold lines. */
export function drawThresholds({ thresholds }: SeriesChart, frame: Frame): Svg {
  const { left, right, y, palette } = frame;
  return group(
    'thresholds',
    thresholds
      .filter((value) => isInside(y(value), frame))
      .map((value) =>
        element('line', {
          x1: left,
          x2: right,
          y1: y(value),
          y2: y(value),
          stroke: palette.threshold,
          'stroke-width': 1.3,
          'stroke-dasharray': '10 4',
          'data-value': String(value),
        }),
      ),
  );
}

/** What each threshold is, at the left end of its line, since what is to come is at the right; at the edge where it lies beyond. No two on one another. */
export function drawThresholdLabels({ thresholds }: SeriesChart, frame: Frame): Svg {
  const { left, top, bottom, y, palette } = frame;
  const style = { fill: palette.threshold, halo: palette.background } as const;
  const highestFirst = [...new Set(thresholds)].sort((a, b) => b - a);
  let before = Number.NEGATIVE_INFINITY;
  return group(
    'threshold-labels',
    highestFirst.flatMap((value) => {
      const beside = Math.max(top + 12, Math.min(bottom - 4, y(value) - 5));
      const baseline = Math.max(beside, before + 14);
      if (baseline > bottom) return [];
      before = baseline;
      return [
        drawText(left + 6, baseline, `threshold ${formatValue(value)}${beyond(y(value), frame)}`, style),
      ];
    }),
  );
}

function beyond(pixel: number, { top, bottom }: Frame): string {
  if (pixel < top) return ' (higher up)';
  return pixel > bottom ? ' (farther down)' : '';
}

const isInside = (pixel: number, { top, bottom }: Frame): boolean => pixel >= top && pixel <= bottom;
