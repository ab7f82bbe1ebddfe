import type { Detection } from './types.ts';
import { inWords } from './words.ts';

/** The numbers of a point in words that agree with one another, and with what the series can be. */
export interface NumberWords {
  readonly value: string;
  readonly expected: string;
  /** `0 to 57`; `0 alone` where nothing else is expected. */
  readonly band: string;
  /** A mean of values that is told beside another one. */
  mean(x: number, other: number): string;
  /** A mean distance of values from what was expected. */
  distance(x: number): string;
}

/** A whole number is told of what is expected of whole numbers from here on, below it with one decimal. */
const WHOLE_FROM = 10;

/** Significant digits of a mean distance. */
const DISTANCE_DIGITS = 3;

/**
 * Words for the numbers of a point. Where all values were whole numbers, the band is told by the whole numbers in it; where
 * none was below 0, no end of it is. So many digits are told as the width of the band asks for.
 */
export function numberWords({
  value,
  expected,
  lower,
  upper,
  whole,
  nonNegative,
}: { readonly [K in 'value' | 'expected' | 'lower' | 'upper']: NonNullable<Detection[K]> } & {
  readonly whole: boolean;
  readonly nonNegative: boolean;
}): NumberWords {
  const width = upper - lower;
  const possible = (x: number): number => (nonNegative ? Math.max(0, x) : x);
  const [low, high] = endsOf(possible(lower), possible(upper), whole);
  const ends = [inWords(low, width), inWords(high, width)];
  const near = (x: number, other: number): string =>
    inWords(whole ? rounded(possible(x)) : possible(x), Math.max(width, Math.abs(x - other)));
  return {
    value: inWords(value, Math.min(Math.abs(value), Math.max(width, Math.abs(value - expected)))),
    expected: near(expected, expected),
    band: ends[0] === ends[1] ? `${ends[0]} alone` : `${ends[0]} to ${ends[1]}`,
    mean: (x, other) => inWords(possible(x), Math.abs(x - other)),
    distance: (x) => inWords(Number(x.toPrecision(DISTANCE_DIGITS))),
  };
}

/** The ends that a whole number can have; as they are where there is none between them. */
function endsOf(lower: number, upper: number, whole: boolean): [number, number] {
  const [low, high] = [Math.ceil(lower), Math.floor(upper)];
  // Adding 0 makes -0, which rounding up may give, a 0.
  return whole && low <= high ? [low + 0, high + 0] : [lower, upper];
}

const rounded = (x: number): number =>
  Math.abs(x) >= WHOLE_FROM ? Math.round(x) : Math.round(10 * x) / 10 + 0;
