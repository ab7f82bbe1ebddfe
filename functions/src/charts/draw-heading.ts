import { drawText } from './draw-text.ts';
import { margin } from './frame.ts';
import { type LegendEntry, legendEntries, swatchWidth } from './legend.ts';
import type { SeriesChart } from './series-chart.ts';
import { group, type Svg } from './svg.ts';
import { fitText, textWidth } from './text-width.ts';
import { palettes, typeSize } from './theme.ts';
import { subtitleOf } from './words.ts';

const lineHeight = 18;

/** Rows that a legend may take: entries beyond are left out, and the description says what they would. */
const rowsMaxOf = (height: number): number => (height < 280 ? 2 : 3);

/** What stands above the plot, and where that ends. */
export interface Heading {
  readonly svg: Svg;
  readonly bottom: number;
}

/** Title, subtitle and legend. Text that is too long for the picture is cut. */
export function drawHeading(chart: SeriesChart): Heading {
  const palette = palettes[chart.theme];
  const room = chart.width - 2 * margin;
  const title = fitText(chart.title, typeSize.title, room, true);
  const subtitle = fitText(subtitleOf(chart), typeSize.text, room);
  const rows = flow(legendEntries(chart, palette), room).slice(0, rowsMaxOf(chart.height));
  const legendTop = margin + 49;
  return {
    svg: group('heading', [
      drawText(margin, margin + 13, title, { fill: palette.text, size: typeSize.title, weight: 600 }),
      drawText(margin, margin + 31, subtitle, { fill: palette.muted }),
      ...rows.flatMap((row, index) =>
        row.flatMap(({ entry, x, width }) => {
          const y = legendTop + index * lineHeight;
          const text = fitText(entry.text, typeSize.text, width);
          return [entry.swatch(x, y - 6), drawText(x + swatchWidth + 6, y + 4, text, { fill: palette.text })];
        }),
      ),
    ]),
    bottom: legendTop + rows.length * lineHeight - 2,
  };
}

interface Placed {
  readonly entry: LegendEntry;
  readonly x: number;
  /** Room for its text. */
  readonly width: number;
}

/** Entries in rows, as words in a paragraph. */
function flow(entries: readonly LegendEntry[], room: number): Placed[][] {
  const rows: Placed[][] = [];
  let end = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const text = Math.min(textWidth(entry.text, typeSize.text), room - swatchWidth - 6);
    const width = swatchWidth + 6 + text;
    if (end + width > margin + room) {
      rows.push([]);
      end = margin;
    }
    rows.at(-1)?.push({ entry, x: end, width: text });
    end += width + 16;
  }
  return rows;
}
