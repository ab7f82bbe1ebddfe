import { area, line } from 'd3-shape';
import type { Frame } from './frame.ts';
import type { ChartBand, ChartForecast, ChartPoint, SeriesChart } from './series-chart.ts';
import { element, group, type Svg } from './svg.ts';

/** How much ink an interval gets; those that overlap add up, so that the narrowest is the darkest. */
export const bandOpacity = 0.2;

/** Half the width, in pixels, of an interval at one instant alone. */
const barHalf = 4;

type Step = ChartBand['points'][number];

/** Prediction intervals, the widest first. */
export function drawBands(forecast: ChartForecast, { x, y, palette }: Frame): Svg {
  const shape = area<Step>()
    .x(({ at }) => x(at))
    .y0(({ lower }) => y(lower))
    .y1(({ upper }) => y(upper))
    .digits(2);
  const widestFirst = [...forecast.bands].sort((a, b) => b.level - a.level);
  const ink = { fill: palette.forecast, 'fill-opacity': bandOpacity };
  return group(
    'bands',
    widestFirst.flatMap(({ level, points }) => {
      const [first] = points;
      if (first === undefined) return [];
      if (points.length > 1)
        return [element('path', { d: shape([...points]) ?? '', ...ink, 'data-level': level })];
      const [top, bottom] = [y(first.upper), y(first.lower)];
      const bar = { x: x(first.at) - barHalf, y: top, width: 2 * barHalf, height: Math.max(1, bottom - top) };
      return [element('rect', { ...bar, ...ink, 'data-level': level })];
    }),
  );
}

/** The mean, dashed. Where it takes up right after the newest point it starts there. */
export function drawMean(forecast: ChartForecast, chart: SeriesChart, { x, y, palette }: Frame): Svg {
  const path = line<ChartPoint>()
    .x(({ at }) => x(at))
    .y(({ value }) => y(value))
    .digits(2);
  const points = [...startOf(forecast, chart), ...forecast.means];
  const [first] = points;
  if (first === undefined) return group('forecast', []);
  if (points.length === 1)
    return group('forecast', [
      element('circle', { cx: x(first.at), cy: y(first.value), r: 2.5, fill: palette.forecast }),
    ]);
  return group('forecast', [
    element('path', {
      d: path(points) ?? '',
      fill: 'none',
      stroke: palette.forecast,
      'stroke-width': 2,
      'stroke-dasharray': '5 3',
      'stroke-linejoin': 'round',
    }),
  ]);
}

function startOf({ means }: ChartForecast, { history, gapMs }: SeriesChart): readonly ChartPoint[] {
  const last = history.at(-1);
  const [first] = means;
  if (last === undefined || first === undefined || last.at >= first.at) return [];
  return gapMs === null || first.at - last.at <= gapMs ? [last] : [];
}
