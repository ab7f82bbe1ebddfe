/** What the search may spend: evaluations of the function, and the spread of values at which it stops. */
export interface NelderMeadOptions {
  readonly evaluationsMax: number;
  /** Stop when the worst and the best vertex differ by less than this share of the best. */
  readonly relativeTolerance: number;
  /** Edge of the first simplex, in units of the arguments. */
  readonly step: number;
}

interface Vertex {
  readonly x: readonly number[];
  readonly value: number;
}

/**
 * Downhill simplex: which `x` makes `f` least, without derivatives? Starts from `start` and is deterministic. `f` may
 * answer Infinity where it is not defined.
 * Source: Nelder & Mead (1965), with the coefficients 1, 2, ½, ½; ties go to the earlier vertex.
 */
export function nelderMead(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  options: NelderMeadOptions,
): Vertex {
  let evaluations = 0;
  const at = (x: readonly number[]): Vertex => {
    evaluations++;
    return { x, value: f(x) };
  };
  const simplex = [
    at(start),
    ...start.map((_, i) => at(start.map((v, j) => (i === j ? v + options.step : v)))),
  ];
  const sort = () => simplex.sort((a, b) => a.value - b.value);
  const last = start.length;
  sort();
  while (evaluations < options.evaluationsMax && !converged(simplex, options.relativeTolerance)) {
    const worst = simplex[last];
    const centre = start.map((_, i) => simplex.slice(0, last).reduce((sum, v) => sum + v.x[i], 0) / last);
    const along = (distance: number) => at(centre.map((c, i) => c + distance * (c - worst.x[i])));
    const replacement = chooseReplacement(simplex, along);
    if (replacement) simplex[last] = replacement;
    else shrink(simplex, at);
    sort();
  }
  return simplex[0];
}

function converged(simplex: readonly Vertex[], tolerance: number): boolean {
  const best = simplex[0].value;
  const worst = simplex[simplex.length - 1].value;
  return worst - best <= tolerance * Math.abs(best);
}

function chooseReplacement(
  simplex: readonly Vertex[],
  along: (distance: number) => Vertex,
): Vertex | undefined {
  const worst = simplex[simplex.length - 1];
  const reflected = along(1);
  if (reflected.value < simplex[0].value) {
    const expanded = along(2);
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < simplex[simplex.length - 2].value) return reflected;
  const contracted = reflected.value < worst.value ? along(0.5) : along(-0.5);
  return contracted.value < Math.min(reflected.value, worst.value) ? contracted : undefined;
}

function shrink(simplex: Vertex[], at: (x: readonly number[]) => Vertex): void {
  const best = simplex[0].x;
  for (let i = 1; i < simplex.length; i++) {
    simplex[i] = at(simplex[i].x.map((v, j) => best[j] + (v - best[j]) / 2));
  }
}
