/**
 * Shares a whole number among parts in proportion to their weights, in whole numbers that add up to it: each gets its share
 * rounded down, and what is left goes to the largest remainders, the first among equal ones (Hamilton's method). Equal
 * shares where no weight is above 0.
 */
export function shareTokens(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => (sum > 0 ? (total * weight) / sum : total / weights.length));
  const shares = exact.map(Math.floor);
  const left = total - shares.reduce((all, share) => all + share, 0);
  const remainder = (place: number) => (exact[place] ?? 0) - (shares[place] ?? 0);
  const favoured = new Set(
    [...weights.keys()].sort((a, b) => remainder(b) - remainder(a) || a - b).slice(0, left),
  );
  return shares.map((share, place) => (favoured.has(place) ? share + 1 : share));
}
