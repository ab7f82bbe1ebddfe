import { clip } from '../math/clip.ts';
import type { AnomalyKind, Detection, Episode } from '../types.ts';

/** On which side of what was expected; `none` of a flat line or a hole. */
export type Side = 'above' | 'below' | 'none';

/** How far an episode went: the measures by which two of them are similar. Plain JSON. */
export interface Extent {
  /** Kinds of its anomalous points, each once, as they first appeared. */
  readonly kinds: readonly AnomalyKind[];
  /** The side on which it began. Its way back, on the other side, counts with its size. */
  readonly side: Side;
  /** Farthest from what was expected, on either side, in the unit of the series. */
  readonly distance: number;
  /** The same in widths of the band on that side, 1 at its edge; null when a band had no width. */
  readonly bandWidths: number | null;
  /** Longest hole before a point of kind `missing`, in milliseconds. */
  readonly gapMs: number;
  /** Anomalous points. */
  readonly points: number;
}

/** What an extent is measured on: an anomalous detection, or what a document keeps of one. */
export type Measured = Pick<Detection, 'value' | 'expected' | 'lower' | 'upper' | 'usual'> & {
  readonly kind: AnomalyKind;
};

/** Kinds that say where the values are, and so have a side and a distance. How long they last tells them apart. */
const placed: ReadonlySet<AnomalyKind> = new Set([
  'spike',
  'dip',
  'level-shift',
  'trend-change',
  'unseen-pattern',
]);

/** Whether points of this kind are compared by side and distance, rather than by the kind itself. */
export const hasPlace = (kind: AnomalyKind): boolean => placed.has(kind);

/** The extent of an episode without a point. */
export const noExtent: Extent = {
  kinds: [],
  side: 'none',
  distance: 0,
  bandWidths: 0,
  gapMs: 0,
  points: 0,
};

/** The extent with one more anomalous point, `gapMs` after the point before it. */
export function extend(before: Extent, point: Measured, gapMs: number): Extent {
  const signed = distanceOf(point);
  const widths = widthsOf(point, signed);
  return {
    kinds: before.kinds.includes(point.kind) ? before.kinds : [...before.kinds, point.kind],
    side: before.side === 'none' ? sideOf(signed) : before.side,
    distance: Math.max(before.distance, Math.abs(clip(signed, Number.MAX_VALUE))),
    bandWidths: before.bandWidths === null || widths === null ? null : Math.max(before.bandWidths, widths),
    gapMs: Math.max(before.gapMs, point.kind === 'missing' ? gapMs : 0),
    points: before.points + 1,
  };
}

/** What an episode's peak says of its extent, where nobody measured it; other points may have gone further. */
export const extentOfPeak = (
  {
    peakValue,
    expected,
    lower,
    upper,
    kind,
  }: Pick<Episode, 'peakValue' | 'expected' | 'lower' | 'upper' | 'kind'>,
  points: number,
): Extent => ({ ...extend(noExtent, { value: peakValue, expected, lower, upper, kind }, 0), points });

const sideOf = (signed: number): Side => (signed > 0 ? 'above' : signed < 0 ? 'below' : 'none');

/**
 * How far the value is from where it should be. A shift of level is measured from the usual level, for what is expected
 * of the next value follows it within a few points. A flat line or a hole has no distance, unless the value lies outside
 * the band besides.
 */
function distanceOf({ kind, value, expected, lower, upper, usual }: Measured): number {
  if (kind === 'level-shift' || kind === 'trend-change') return value - (usual ?? expected ?? value);
  const outside = lower !== null && upper !== null && (value < lower || value > upper);
  return hasPlace(kind) || outside ? value - (expected ?? value) : 0;
}

function widthsOf({ expected, lower, upper }: Measured, signed: number): number | null {
  if (signed === 0) return 0;
  const edge = signed > 0 ? upper : lower;
  if (expected === null || edge === null) return null;
  const widths = signed / (edge - expected);
  return widths >= 0 && Number.isFinite(widths) ? widths : null;
}
