import type { AutoregressionLadder } from './burg.ts';

/**
 * Makes errors that follow an autoregression independent and of equal variance: each value less what those before it
 * predict. The first *p* use the autoregressions of lower order, their larger variance scaled down, so that no row is
 * lost and least squares on the result is generalised least squares.
 * Source: Prais & Winsten (1954), for any order by the innovations form, Brockwell & Davis (1991), §5.2.
 */
export function whiten(
  x: readonly number[],
  { order, coefficients, relativeVariances }: AutoregressionLadder,
) {
  const last = relativeVariances[order];
  return x.map((value, t) => {
    const known = Math.min(t, order);
    return (value - predictNext(x, t, coefficients[known])) * Math.sqrt(last / relativeVariances[known]);
  });
}

/** The next `h` values of a path, without new shocks. */
export function continuePath(
  x: readonly number[],
  { order, coefficients }: AutoregressionLadder,
  h: number,
): number[] {
  const path = order > 0 ? x.slice(-order) : [];
  for (let step = 0; step < h; step++) path.push(predictNext(path, path.length, coefficients[order]));
  return path.slice(order);
}

/** Variance of what each of the next `h` values adds to the path, in units of the variance of one shock. */
export function shockVariances({ order, coefficients }: AutoregressionLadder, h: number): number[] {
  const psi: number[] = [];
  let sum = 0;
  return Array.from({ length: h }, (_, step) => {
    psi.push(step === 0 ? 1 : predictNext(psi, step, coefficients[order].slice(0, step)));
    sum += psi[step] ** 2;
    return sum;
  });
}

function predictNext(x: readonly number[], t: number, coefficients: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < coefficients.length; i++) sum += coefficients[i] * x[t - 1 - i];
  return sum;
}
