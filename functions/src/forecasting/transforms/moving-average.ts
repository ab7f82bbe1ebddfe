/**
 * Centred moving average of `y` over `m` steps (for even `m` the 2×m average with half weights at the ends), same
 * length as `y`; NaN where the window does not fit, i.e. for ⌊m/2⌋ steps at each end.
 */
export function movingAverage(y: readonly number[], m: number): number[] {
  const n = y.length;
  const half = Math.floor(m / 2);
  const sums = new Float64Array(n + 1);
  for (let t = 0; t < n; t++) sums[t + 1] = sums[t] + y[t];
  return y.map((_, t) => {
    if (t < half || t + half >= n) return Number.NaN;
    const inner = sums[t + half + 1] - sums[t - half];
    return m % 2 === 1 ? inner / m : (inner - (y[t - half] + y[t + half]) / 2) / m;
  });
}
