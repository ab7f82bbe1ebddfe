/** An autoregression: its coefficients (lag 1 first) and the variance of its errors relative to the series'. */
export interface YuleWalkerFit {
  readonly coefficients: readonly number[];
  readonly relativeVariance: number;
}

/**
 * Solves the Yule–Walker equations of all orders up to that of `autocorrelations` (lags 1…p) and returns the one of
 * least AIC, n·log(variance) + 2·order, for a series of `n` points. All zeros (a constant series) give order 0.
 * Source: Levinson (1947), Durbin (1960); Brockwell & Davis (1991), proposition 5.2.1; the order as R's `ar()`.
 */
export function levinsonDurbin(autocorrelations: readonly number[], n: number): YuleWalkerFit {
  let best: YuleWalkerFit = { coefficients: [], relativeVariance: 1 };
  let bestAic = 0;
  let coefficients: number[] = [];
  let relativeVariance = 1;
  for (let order = 1; order <= autocorrelations.length; order++) {
    let reflection = autocorrelations[order - 1];
    for (let i = 0; i < order - 1; i++) reflection -= coefficients[i] * autocorrelations[order - 2 - i];
    reflection /= relativeVariance;
    const previous = coefficients;
    coefficients = [...previous.map((c, i) => c - reflection * previous[order - 2 - i]), reflection];
    relativeVariance *= 1 - reflection ** 2;
    if (relativeVariance < 1e-12) break;
    const aic = n * Math.log(relativeVariance) + 2 * order;
    if (aic < bestAic) [best, bestAic] = [{ coefficients, relativeVariance }, aic];
  }
  return best;
}
