import { tickFormat } from 'd3-scale';

const plain = tickFormat(0, 1, 1, ',.6~r');
const exponential = tickFormat(0, 1, 1, '.3~e');

/** A value in a label: up to six digits, with SI prefixes from a billion on, and powers of ten below a ten-thousandth. */
export function formatValue(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e27 || (size > 0 && size < 1e-4)) return exponential(value);
  // The prefix is that of the range that the format is made for.
  return size >= 1e9 ? tickFormat(0, value, 1, '.4~s')(value) : plain(value);
}

/** Labels of the ticks of a value axis, as precise as their spacing and all alike: `0.5`, `40,000`, `1.2M`. */
export function tickLabels(from: number, to: number, count: number): (value: number) => string {
  const size = Math.max(Math.abs(from), Math.abs(to));
  if (size >= 1e27 || (size > 0 && size < 1e-3)) return exponential;
  return tickFormat(from, to, count, size >= 1e5 ? 's' : ',f');
}
