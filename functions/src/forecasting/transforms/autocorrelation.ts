/**
 * Sample autocorrelations of `y` at lags 1…`lagMax`, with divisor *n* and the overall mean, equivalent to R's `acf()`.
 * Zeros for a constant series and for lags of *n* and more.
 */
export function autocorrelation(y: readonly number[], lagMax: number): number[] {
  const n = y.length;
  let sum = 0;
  for (const value of y) sum += value;
  const centre = n === 0 ? 0 : sum / n;
  const centred = Float64Array.from(y, (value) => value - centre);
  let square = 0;
  for (const value of centred) square += value * value;
  const result: number[] = [];
  for (let lag = 1; lag <= lagMax; lag++) {
    let cross = 0;
    for (let t = lag; t < n; t++) cross += centred[t] * centred[t - lag];
    result.push(square > 0 ? cross / square : 0);
  }
  return result;
}
