/** A number in (`lower`, `upper`) for any real `x`: the coordinates in which a bounded parameter is searched. */
export function fromLogistic(x: number, lower: number, upper: number): number {
  return lower + (upper - lower) / (1 + Math.exp(-x));
}
