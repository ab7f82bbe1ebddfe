import { scaleLinear } from 'd3-scale';
import { tickLabels } from './format-value.ts';
import type { SeriesChart } from './series-chart.ts';
import { textWidth } from './text-width.ts';
import { type Palette, palettes, typeSize } from './theme.ts';
import { extreme, valueDomain } from './value-domain.ts';

/** Empty pixels around everything. */
export const margin = 14;

/** Room below the plot for two lines of ticks. */
const footHeight = 38;

/** Pixels that a tick of the value axis takes. */
const valueTickPixels = 42;

/** Far enough outside of every picture for a line to leave it in the right direction. */
const farPixel = 1e6;

/** Where things are: the plot in pixels, and the scales that lead into it. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly palette: Palette;
  /** Pixel of an instant, and of a value; also of those outside the plot. */
  x(at: number): number;
  y(value: number): number;
  /** Ticks of the value axis, in the unit of the series. */
  readonly valueTicks: readonly { readonly value: number; readonly label: string }[];
}

/** The frame of a chart whose title and legend end at `top`. */
export function frameOf(chart: SeriesChart, top: number): Frame {
  const bottom = chart.height - footHeight;
  const count = Math.max(2, Math.floor((bottom - top) / valueTickPixels));
  const domain = valueDomain(chart);
  const values = scaleLinear()
    .domain(domain ?? [0, 1])
    .nice(count)
    .range([bottom, top]);
  const [low = 0, high = 1] = values.domain();
  const labelOf = tickLabels(low, high, count);
  const valueTicks = (domain === null ? [] : values.ticks(count)).map((value) => ({
    value,
    label: labelOf(value),
  }));
  const widest = Math.max(0, ...valueTicks.map(({ label }) => textWidth(label, typeSize.text)));
  const left = Math.ceil(margin + widest + 8);
  const right = chart.width - margin - 2;
  const times = scaleLinear().domain([chart.from, chart.to]).range([left, right]);
  const palette = palettes[chart.theme];
  return {
    left,
    right,
    top,
    bottom,
    palette,
    x: (at) => times(at),
    y: (value) => clamp(values(clamp(value, extreme)), farPixel),
    valueTicks,
  };
}

const clamp = (value: number, size: number): number => Math.max(-size, Math.min(size, value));
