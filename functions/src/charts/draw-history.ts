import { line } from 'd3-shape';
import type { Frame } from './frame.ts';
import type { ChartPoint, SeriesChart } from './series-chart.ts';
import { splitAtGaps } from './split-at-gaps.ts';
import { element, group, type Svg } from './svg.ts';
import { thinPoints } from './thin-points.ts';

/** The spans in which data is missing, as a tint of the ground. */
export function drawGaps({ history, gapMs, from, to }: SeriesChart, { x, top, bottom, palette }: Frame): Svg {
  const { gaps } = splitAtGaps(history, gapMs);
  return group(
    'gaps',
    gaps.map((gap) => {
      const start = x(Math.max(from, gap.from));
      const width = Math.max(1, x(Math.min(to, gap.to)) - start);
      return element('rect', { x: start, y: top, width, height: bottom - top, fill: palette.gap });
    }),
  );
}

/** What was observed: a line through each run of points, a dot where a point stands alone. */
export function drawHistory({ history, gapMs }: SeriesChart, { x, y, palette }: Frame): Svg {
  const path = line<ChartPoint>()
    .x(({ at }) => x(at))
    .y(({ value }) => y(value))
    .digits(2);
  return group(
    'history',
    splitAtGaps(history, gapMs).runs.map((run) => {
      const [first] = run;
      if (first !== undefined && run.length === 1)
        return element('circle', { cx: x(first.at), cy: y(first.value), r: 2, fill: palette.history });
      const thinned = thinPoints(run, (at) => Math.floor(x(at)));
      return element('path', {
        d: path([...thinned]) ?? '',
        fill: 'none',
        stroke: palette.history,
        'stroke-width': thinned.length > 1_000 ? 1.2 : 1.8,
        'stroke-linejoin': 'round',
      });
    }),
  );
}
