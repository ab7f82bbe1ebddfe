const GRID_POINTS = 11;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** Values that differ by less than this share count as equal, so that rounding (another unit) decides nothing. */
const TIE = 1e-10;

/**
 * Which `x` in [`lower`, `upper`] makes `f` least? A grid finds the valley (smoothing parameters often have two), a
 * golden-section search its bottom, to `tolerance` in `x`. Deterministic.
 */
export function minimiseScalar(
  f: (x: number) => number,
  lower: number,
  upper: number,
  tolerance = 1e-4,
): number {
  const step = (upper - lower) / (GRID_POINTS - 1);
  let best = lower;
  let bestValue = f(lower);
  for (let i = 1; i < GRID_POINTS; i++) {
    const value = f(lower + i * step);
    if (value < bestValue - TIE * Math.abs(bestValue)) [best, bestValue] = [lower + i * step, value];
  }
  const bottom = goldenSection(f, Math.max(lower, best - step), Math.min(upper, best + step), tolerance);
  return f(bottom) < bestValue - TIE * Math.abs(bestValue) ? bottom : best;
}

function goldenSection(f: (x: number) => number, from: number, to: number, tolerance: number): number {
  let [a, b] = [from, to];
  let c = b - GOLDEN * (b - a);
  let d = a + GOLDEN * (b - a);
  let [fc, fd] = [f(c), f(d)];
  while (b - a > tolerance) {
    if (fc <= fd + TIE * Math.abs(fd)) {
      [b, d, fd] = [d, c, fc];
      c = b - GOLDEN * (b - a);
      fc = f(c);
    } else {
      [a, c, fc] = [c, d, fd];
      d = a + GOLDEN * (b - a);
      fd = f(d);
    }
  }
  return (a + b) / 2;
}
