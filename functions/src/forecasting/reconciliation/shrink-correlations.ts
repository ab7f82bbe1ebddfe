/**
 * Shrinkage intensity λ for the correlations of `rows` (*n* series of *T* ≥ 2 errors, each of unit mean square): the sum
 * of the estimated variances of all correlations over the sum of their squares, cut to [0, 1]. 1 (uncorrelated) where all
 * correlations are 0.
 * Source: Schäfer & Strimmer (2005), target D; errors not centred and divisors as in Wickramasuriya, Athanasopoulos &
 * Hyndman (2019).
 */
export function shrinkCorrelations(rows: readonly (readonly number[])[]): number {
  const count = rows[0].length;
  let variances = 0;
  let squares = 0;
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < i; j++) {
      let sum = 0;
      let sumOfSquares = 0;
      for (let t = 0; t < count; t++) {
        const product = rows[i][t] * rows[j][t];
        sum += product;
        sumOfSquares += product * product;
      }
      variances += (sumOfSquares - sum ** 2 / count) / (count * (count - 1));
      squares += (sum / count) ** 2;
    }
  }
  return squares > 0 ? Math.max(0, Math.min(1, variances / squares)) : 1;
}
