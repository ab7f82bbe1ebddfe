/**
 * Statistic of the KPSS test of a stationary level against a unit root: the mean square of the series' partial sums over
 * its long-run variance (Bartlett's weights, ⌊3√n/13⌋ lags). Large values speak for a unit root; 0.463 is the 5 %
 * critical value. 0 for a constant series.
 * Source: Kwiatkowski, Phillips, Schmidt & Shin (1992); reference `ur.kpss(type = "mu")` of R urca, with the lags of R
 * forecast 8.20 `ndiffs()`.
 */
export function kpssStatistic(y: Float64Array): number {
  const n = y.length;
  const centre = y.reduce((sum, value) => sum + value, 0) / n;
  const e = y.map((value) => value - centre);
  let partial = 0;
  let squares = 0;
  for (const value of e) {
    partial += value;
    squares += partial * partial;
  }
  const lags = Math.floor((3 * Math.sqrt(n)) / 13);
  let longRun = 0;
  for (let lag = 0; lag <= lags; lag++) {
    let product = 0;
    for (let t = lag; t < n; t++) product += e[t] * e[t - lag];
    longRun += (lag === 0 ? 1 : 2 * (1 - lag / (lags + 1))) * (product / n);
  }
  return longRun > 0 ? squares / (n * n) / longRun : 0;
}
