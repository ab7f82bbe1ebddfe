import { drawHeading } from '../draw-heading.ts';
import { frameOf } from '../frame.ts';
import type { SeriesChart } from '../series-chart.ts';

/** An element as a test looks at it. */
export interface Seen {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The elements within the group of a class, in order; of the whole picture without one. Texts are as they are written. */
export function elementsOf(svg: string, className?: string): Seen[] {
  const part =
    className === undefined ? svg : (new RegExp(`<g class="${className}">(.*?)</g>`).exec(svg)?.[1] ?? '');
  return [...part.matchAll(/<(\w+)((?: [\w:-]+="[^"]*")*)\/?>([^<]*)/g)].map(
    ([, name = '', attributes = '', text = '']) => ({
      name,
      text,
      attributes: Object.fromEntries(
        [...attributes.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
      ),
    }),
  );
}

/** The corners of a path of straight lines. */
export function cornersOf(seen: Seen | undefined): (readonly [number, number])[] {
  return [...(seen?.attributes.d ?? '').matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);
}

/** Where the scales of a chart put things, to the hundredth of a pixel that is written. */
export function placesOf(chart: SeriesChart) {
  const frame = frameOf(chart, drawHeading(chart).bottom);
  const hundredth = (pixel: number) => Math.round(pixel * 100) / 100;
  return {
    frame,
    x: (at: number) => hundredth(frame.x(at)),
    y: (value: number) => hundredth(frame.y(value)),
  };
}
