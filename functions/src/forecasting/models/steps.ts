/** `f(1), f(2), …, f(h)`: one value for each step ahead. */
export function steps(h: number, f: (step: number) => number): number[] {
  return Array.from({ length: h }, (_, i) => f(i + 1));
}
