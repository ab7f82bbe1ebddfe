/** Intercept (at index 0) and slope per step of the least-squares line through `y`; a single point has slope 0. */
export function linearTrend(y: ArrayLike<number>): { intercept: number; slope: number } {
  const n = y.length;
  const centre = (n - 1) / 2;
  let sum = 0;
  for (let t = 0; t < n; t++) sum += y[t];
  const level = n === 0 ? 0 : sum / n;
  let cross = 0;
  let square = 0;
  for (let t = 0; t < n; t++) {
    cross += (t - centre) * (y[t] - level);
    square += (t - centre) ** 2;
  }
  const slope = square === 0 ? 0 : cross / square;
  return { intercept: level - slope * centre, slope };
}
