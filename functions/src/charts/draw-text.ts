import { element, type Svg } from './svg.ts';
import { typeSize } from './theme.ts';

interface TextStyle {
  readonly fill: string;
  readonly size?: number;
  readonly weight?: 600;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Colour around the letters, for text that stands on lines. */
  readonly halo?: string;
}

/** A line of text; `y` is its baseline. */
export function drawText(x: number, y: number, text: string, style: TextStyle): Svg {
  const { fill, size = typeSize.text, weight, anchor = 'start', halo } = style;
  return element(
    'text',
    {
      x,
      y,
      fill,
      'font-size': size,
      'font-weight': weight,
      'text-anchor': anchor === 'start' ? undefined : anchor,
      ...(halo === undefined
        ? {}
        : { stroke: halo, 'stroke-width': 4, 'stroke-linejoin': 'round', 'paint-order': 'stroke' }),
    },
    text,
  );
}
