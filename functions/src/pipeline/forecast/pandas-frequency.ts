import type { Resolution } from '../../forecasting/index.ts';

const second = 1_000;
const durations: readonly (readonly [number, string])[] = [
  [7 * 86_400 * second, 'W'],
  [86_400 * second, 'D'],
  [3_600 * second, 'H'],
  [60 * second, 'min'],
  [second, 'S'],
  [1, 'L'],
];
const months: readonly (readonly [number, string])[] = [
  [12, 'YS'],
  [3, 'QS'],
  [1, 'MS'],
];

/** A resolution as pandas (and TimeGPT's documentation) writes it, in the largest unit that divides it: `H`, `15min`, `QS`. */
export function pandasFrequency({ unit, count }: Resolution): string {
  const table = unit === 'month' ? months : durations;
  const [size, name] = table.find(([unitSize]) => count % unitSize === 0) ?? [1, 'L'];
  return count === size ? name : `${count / size}${name}`;
}
