import type { AnomalySeverity } from '../contracts/anomaly.ts';
import type { Frame } from './frame.ts';
import type { SeriesChart } from './series-chart.ts';
import { element, group, type Svg } from './svg.ts';
import type { Palette } from './theme.ts';

/** Corners around the middle: a shape for each severity, so that no reader depends on colour. */
const shapes: Readonly<Record<Exclude<AnomalySeverity, 'low'>, readonly (readonly [number, number])[]>> = {
  medium: [
    [0, -6],
    [6, 0],
    [0, 6],
    [-6, 0],
  ],
  high: [
    [0, -7],
    [6.5, 5],
    [-6.5, 5],
  ],
  critical: [
    [-5.5, -5.5],
    [5.5, -5.5],
    [5.5, 5.5],
    [-5.5, 5.5],
  ],
};

/** A mark at the peak of each anomaly, the gravest on top. */
export function drawAnomalies({ anomalies }: SeriesChart, { x, y, palette }: Frame): Svg {
  const order: readonly AnomalySeverity[] = ['low', 'medium', 'high', 'critical'];
  const gravestLast = [...anomalies].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return group(
    'anomalies',
    gravestLast.map(({ at, value, severity }) => severityMark(x(at), y(value), severity, palette)),
  );
}

/** The mark of a severity, filled but for `low`. */
export function severityMark(x: number, y: number, severity: AnomalySeverity, palette: Palette): Svg {
  const fill = palette.severities[severity];
  if (severity === 'low')
    return element('circle', {
      cx: x,
      cy: y,
      r: 5,
      fill: palette.background,
      stroke: fill,
      'stroke-width': 2,
      'data-severity': severity,
    });
  const points = shapes[severity].map(([dx, dy]) => `${round(x + dx)},${round(y + dy)}`).join(' ');
  return element('polygon', { points, fill, stroke: palette.background, 'data-severity': severity });
}

const round = (value: number): number => Math.round(value * 100) / 100;
