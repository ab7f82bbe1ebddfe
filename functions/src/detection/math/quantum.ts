/** The part of the steps that lies below the quantum. */
const QUANTILE = 0.2;
const GAIN = 0.1;

/**
 * The typical small step of a series: a running 20 % quantile of the non-zero distances of consecutive
 * values, by multiplicative stochastic approximation (Robbins and Monro 1951), so that it scales with the
 * unit. 0 means that none is known.
 *
 * For counts it is about one count, for a mostly constant series the size of its rare changes: a scale well
 * below it would measure nothing. `step` is a distance, at least 0; a step of 0 says nothing.
 */
export function nextQuantum(quantum: number, step: number): number {
  if (step === 0) return quantum;
  if (quantum === 0) return step;
  return quantum * (step < quantum ? 1 - GAIN * (1 - QUANTILE) : 1 + GAIN * QUANTILE);
}
