/**
 * Fills the NaNs of `sparse` from their neighbours at the same phase of a season of `m` steps (1: direct neighbours),
 * linearly by distance; at an end the nearest is repeated, and a phase without any value takes the line between its
 * direct neighbours. At least one value must be a number; an empty array stays empty.
 */
export function fillGaps(sparse: readonly number[], m: number): number[] {
  const filled = [...sparse];
  for (let phase = 0; phase < Math.min(m, sparse.length); phase++) fillPhase(filled, phase, m);
  return m > 1 && filled.some(Number.isNaN) ? fillGaps(filled, 1) : filled;
}

function fillPhase(y: number[], phase: number, m: number): void {
  let before = -1;
  for (let t = phase; t < y.length; t += m) {
    if (Number.isNaN(y[t])) continue;
    for (let gap = before < 0 ? phase : before + m; gap < t; gap += m) {
      const weight = before < 0 ? 1 : (gap - before) / (t - before);
      y[gap] = before < 0 ? y[t] : y[before] + weight * (y[t] - y[before]);
    }
    before = t;
  }
  if (before >= 0) for (let gap = before + m; gap < y.length; gap += m) y[gap] = y[before];
}
